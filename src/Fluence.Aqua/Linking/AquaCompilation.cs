using System.Collections.Immutable;

namespace Fluence.Aqua.Linking;

/// <summary>How scripts are made.</summary>
/// <param name="NoRelay">Whether the initiator has no relay.</param>
/// <param name="NoXor">Whether <c>on</c> and <c>if</c> leave errors alone.</param>
/// <param name="Tracing">Whether every call is reported to the initiator.</param>
public sealed record AquaCompilerOptions(bool NoRelay = false, bool NoXor = false, bool Tracing = false);

/// <summary>A function that can be called.</summary>
/// <param name="Name">The name that it is exported under.</param>
/// <param name="Air">Its script.</param>
/// <param name="Definition">What a client has to know of it, as JSON.</param>
public sealed record CompiledFunction(string Name, string Air, string Definition);

/// <summary>A service that a client can provide.</summary>
/// <param name="Name">The name that it is exported under.</param>
/// <param name="Definition">What a client has to know of it, as JSON.</param>
public sealed record CompiledService(string Name, string Definition);

/// <summary>What a file exports; nothing where it, or what it imports, has mistakes.</summary>
/// <param name="Functions">In the order of the exports.</param>
/// <param name="Services">In the order of the exports.</param>
public sealed record AquaCompilation(ImmutableArray<CompiledFunction> Functions, ImmutableArray<CompiledService> Services);
