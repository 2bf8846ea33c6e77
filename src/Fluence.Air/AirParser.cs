using Fluence.Air.Parsing;
using Fluence.Air.Syntax;

namespace Fluence.Air;

/// <summary>Parses and validates AIR scripts, accepting what AquaVM 0.62–0.64 accepts.</summary>
public static class AirParser
{
    /// <summary>How deep instructions may be nested.</summary>
    public const int MaxDepth = 100_000;

    /// <summary>Parses a script. Takes time linear in its length and never throws, whatever the text.</summary>
    public static AirParseResult Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new ScriptParser(text);
        Instruction? root = parser.Parse();
        return root is not null
            ? new AirParseResult(root, [], string.Empty)
            : DiagnosticRenderer.Render(text, parser.Problems);
    }
}
