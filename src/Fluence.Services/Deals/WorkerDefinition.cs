using System.Collections.Immutable;

namespace Fluence.Services.Deals;

/// <summary>What the workers of a deal consist of: the file that the deal names as its application.</summary>
/// <param name="Services">Its services.</param>
/// <param name="Spells">Its spells.</param>
public sealed record WorkerDefinition(ImmutableArray<ServiceDefinition> Services, ImmutableArray<SpellDefinition> Spells);

/// <summary>A service of a definition.</summary>
/// <param name="Name">Its name, by which scripts call it.</param>
/// <param name="Modules">Its modules, the facade last.</param>
/// <param name="MemoryLimit">The memory that they may take together, in bytes; 0 where that is not said.</param>
public sealed record ServiceDefinition(string Name, ImmutableArray<ModuleDefinition> Modules, ulong MemoryLimit);

/// <summary>A module of a definition.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Wasm">The CID of its file.</param>
public sealed record ModuleDefinition(string Name, string Wasm);

/// <summary>A spell of a definition: CIDs of files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Script">Its script.</param>
/// <param name="Config">When it runs, in JSON.</param>
/// <param name="InitArguments">Its arguments, in JSON.</param>
public sealed record SpellDefinition(string Name, string Script, string Config, string InitArguments);
