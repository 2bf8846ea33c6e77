using System.Text;

namespace Fluence.Air.Syntax;

/// <summary>An operand of an instruction; <see cref="ToString"/> is its canonical AIR text.</summary>
public abstract record Value
{
    private protected Value()
    {
    }

    /// <summary>The canonical AIR text, as error objects have it.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text);
        return text.ToString();
    }

    /// <summary>Appends <see cref="ToString"/>.</summary>
    internal abstract void WriteTo(StringBuilder text);
}
