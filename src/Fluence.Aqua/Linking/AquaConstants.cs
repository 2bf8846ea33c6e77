using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Linking;

/// <summary>Constants that every file sees: those of the language, and those given from outside.</summary>
public sealed class AquaConstants
{
    private static readonly ImmutableArray<RawConstant> Language =
    [
        new("HOST_PEER_ID", new RawVariable("-relay-", ScalarType.String), IsDefault: false),
        new("INIT_PEER_ID", RawLiteral.InitPeerId, IsDefault: false),
        new("PARTICLE_TTL", RawLiteral.ParticleTtl, IsDefault: false),
        new("PARTICLE_TIMESTAMP", RawLiteral.ParticleTimestamp, IsDefault: false),
        new("nil", RawLiteral.Nil, IsDefault: false),
        new("LAST_ERROR", RawVariable.LastError, IsDefault: false),
    ];

    private AquaConstants(ImmutableArray<RawConstant> all)
    {
        All = all;
    }

    /// <summary>Those of the language alone.</summary>
    public static AquaConstants None { get; } = new(Language);

    internal ImmutableArray<RawConstant> All { get; }

    /// <summary>Reads constants as <c>NAME=VALUE</c>, where the value is a literal.</summary>
    /// <param name="texts">The constants, to which those of the language are added.</param>
    /// <exception cref="FormatException">One of them cannot be read.</exception>
    public static AquaConstants Parse(params IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new([.. Language, .. texts.Select(One)]);
    }

    /// <summary>The constants for scripts of a peer with a relay or without one, where the host is the peer itself.</summary>
    internal ImmutableArray<RawConstant> With(bool noRelay) => noRelay
        ? [.. All.Select(each => each.Name == "HOST_PEER_ID" ? each with { Value = RawLiteral.InitPeerId } : each)]
        : All;

    private static RawConstant One(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        string source = sign < 0 ? "" : $"const {text[..sign].Trim().TrimEnd('?')} = {text[(sign + 1)..].Trim()}\n";
        (FileSyntax file, ImmutableArray<SyntaxProblem> problems) = Parser.Parse(new SourceFile("constant", source));
        return problems.IsEmpty && file.Items is [ConstSyntax { Value: LiteralSyntax literal } constant]
            ? new RawConstant(constant.Name.Text, new RawLiteral(literal.Text, LiteralOf(literal.Kind)), IsDefault: false)
            : throw new FormatException(
                $"'{text}' is no constant: expected NAME=VALUE, a name in capitals and a number, true, false or \"text\"");
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
