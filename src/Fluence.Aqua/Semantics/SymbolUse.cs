using Fluence.Aqua.Syntax;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>How a name is used.</summary>
internal enum SymbolForm : byte
{
    /// <summary>By itself.</summary>
    Plain,

    /// <summary>As the variable of <c>Type(name)</c>, which means <c>Type(name = name)</c>.</summary>
    ShortVariable,

    /// <summary>As the member there.</summary>
    ShortMember,
}

/// <summary>A place where a name is defined or used.</summary>
/// <param name="Span">The name, or the last part of one with dots.</param>
/// <param name="Definition">What it means.</param>
/// <param name="IsDefinition">Whether it is defined there.</param>
/// <param name="Form">How it is used.</param>
/// <param name="Type">The type of the value there; null where it is that of the definition.</param>
internal readonly record struct SymbolUse(
    TextSpan Span, Definition Definition, bool IsDefinition, SymbolForm Form = SymbolForm.Plain, AquaType? Type = null);
