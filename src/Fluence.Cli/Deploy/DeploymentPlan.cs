using System.Collections.Immutable;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Deploy;

/// <summary>What is put on peers under one name.</summary>
/// <param name="Name">The name in <c>fluence.yaml</c>.</param>
/// <param name="Hosts">The peers.</param>
/// <param name="Services">The services.</param>
/// <param name="Spells">The spells.</param>
internal sealed record DeploymentPlan(
    string Name, ImmutableArray<string> Hosts, ImmutableArray<ServicePlan> Services, ImmutableArray<SpellPlan> Spells);

/// <summary>A service that is deployed.</summary>
/// <param name="Name">Its name, which scripts call it by.</param>
/// <param name="Modules">Its modules, the facade last.</param>
/// <param name="MemoryLimit">The memory that they may take together, in bytes; null for as much as the peer gives.</param>
internal sealed record ServicePlan(string Name, ImmutableArray<ModulePlan> Modules, ulong? MemoryLimit);

/// <summary>A module that is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WasmFile">Its file.</param>
internal sealed record ModulePlan(string Name, string WasmFile);

/// <summary>A spell that is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Script">Its AIR.</param>
/// <param name="Arguments">The arguments of its function.</param>
/// <param name="Trigger">When it runs, as <c>spell.install</c> takes it.</param>
internal sealed record SpellPlan(string Name, string Script, JsonObject Arguments, JsonObject Trigger);
