using System.Collections.Immutable;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Linking;

/// <summary>Constants that every file sees: those of the language, and those given from outside.</summary>
public sealed class AquaConstants
{
    private readonly ImmutableArray<RawConstant> _given;

    private AquaConstants(ImmutableArray<RawConstant> given)
    {
        _given = given;
    }

    /// <summary>Those of the language alone.</summary>
    public static AquaConstants None { get; } = new([]);

    /// <summary>All as they are in scripts that have a relay.</summary>
    internal ImmutableArray<RawConstant> All => For(new AirOptions());

    internal ImmutableArray<RawConstant> For(AirOptions options) => [.. BuiltInConstants.For(options), .. _given];

    /// <summary>Reads constants as <c>NAME=VALUE</c>, where the value is a literal.</summary>
    /// <param name="texts">The constants, to which those of the language are added.</param>
    /// <exception cref="FormatException">One of them cannot be read.</exception>
    public static AquaConstants Parse(params IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new([.. texts.Select(One)]);
    }

    private static RawConstant One(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        string source = sign < 0 ? "" : $"const {text[..sign].Trim().TrimEnd('?')} = {text[(sign + 1)..].Trim()}\n";
        (FileSyntax file, ImmutableArray<SyntaxProblem> problems) = Parser.Parse(new SourceFile("constant", source));
        return problems.IsEmpty && file.Items is [ConstSyntax { Value: LiteralSyntax literal } constant]
            ? new RawConstant(constant.Name.Text, new RawLiteral(literal.Text, LiteralOf(literal.Kind)), IsDefault: false)
            : throw new FormatException($"'{text}' is no constant: expected NAME=VALUE, a name in capitals and a number, true, false or \"text\"");
    }

    private static LiteralType LiteralOf(LiteralKind kind) => kind switch
    {
        LiteralKind.Bool => LiteralType.Bool,
        LiteralKind.Unsigned => LiteralType.Unsigned,
        LiteralKind.Signed => LiteralType.Signed,
        LiteralKind.Float => LiteralType.Float,
        _ => LiteralType.String,
    };
}
