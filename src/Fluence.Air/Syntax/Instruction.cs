using System.Text;

namespace Fluence.Air.Syntax;

/// <summary>One node of a script. Its <see cref="ToString"/> is the line that AquaVM puts into error objects: the keyword and
/// the operands, without nested instructions.</summary>
/// <param name="Kind">Which instruction this is.</param>
/// <param name="Span">Where it stands, both brackets included.</param>
public abstract record Instruction(InstructionKind Kind, Span Span)
{
    /// <summary>The one-line text of this instruction without nested ones, as error objects have it.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        WriteLine(text);
        return text.ToString();
    }

    /// <summary>Appends <see cref="ToString"/>.</summary>
    internal abstract void WriteLine(StringBuilder text);
}
