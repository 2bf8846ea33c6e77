using System.Collections.Immutable;

namespace Fluence.Marine.Generation;

/// <summary>What the SDK's macros have written into a module about its source, each in the order of the sections.</summary>
internal sealed record ModuleAst(
    ImmutableArray<AstRecord> Records, ImmutableArray<AstFunction> Functions, ImmutableArray<AstExternMod> ExternMods);

/// <summary>An argument or a field.</summary>
internal sealed record AstNamedType(string Name, AstType Type);

/// <summary>A function that the module exports, or the signature of one that it imports.</summary>
internal sealed record AstFunction(string Name, ImmutableArray<AstNamedType> Arguments, ImmutableArray<AstType> Outputs);

/// <summary>A record.</summary>
internal sealed record AstRecord(string Name, ImmutableArray<AstNamedType> Fields);

/// <summary>Functions that the module imports from another, or from the host.</summary>
internal sealed record AstExternMod(string Namespace, ImmutableArray<AstImport> Imports);

/// <summary>An imported function.</summary>
/// <param name="Name">The name at its provider, which need not be that in the signature.</param>
/// <param name="Signature">Its types.</param>
internal sealed record AstImport(string Name, AstFunction Signature);
