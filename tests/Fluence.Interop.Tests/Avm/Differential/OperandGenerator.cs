namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Makes the operands of instructions: values, lambdas, peers, keys. Peers are written <c>@0</c>, <c>@1</c>, …</summary>
internal sealed class OperandGenerator(Random random, ScriptNames names, int peers, bool sloppy)
{
    private static readonly string[] Fields = ["a", "b", "c", "k", "list", "peer", "key", "value"];
    private static readonly string[] ErrorFields = ["message", "error_code", "instruction", "peer_id", "nothing"];

    private static readonly string[] Literals =
    [
        "\"a\"", "\"b\"", "\"k\"", "\"\"", "\"two words\"", "\"ключ\"", "\"😀 é\"", "\"line\nbreak\"", "\"tab\tand \\ backslash\"", "\"1\"",
        "0", "1", "2", "3", "-1", "42", "9223372036854775807", "-9223372036854775808", "+7", "007",
        "1.5", "-0.0", "0.1", "3.14159265", "1.", "100000000.5", "0.00000001", "-2.50", "true", "false", "[]",
    ];

    public string Value() => random.Next(100) switch
    {
        < 22 => Literal(),
        < 27 => "%init_peer_id%",
        < 29 => "%timestamp%",
        < 31 => "%ttl%",
        < 36 => ErrorValue(),
        < 46 when names.Canons.Count > 0 => names.Pick(names.Canons) + (random.Next(3) == 0 ? ListLambda() : ""),
        < 53 when names.CanonMaps.Count > 0 => names.Pick(names.CanonMaps) + (random.Next(2) == 0 ? MapLambda() : ""),
        < 55 when sloppy => Undefined(),
        _ => Scalar(),
    };

    /// <summary>A value that <c>ap</c> takes: everything but a whole canonical map.</summary>
    public string ApValue()
    {
        string value = Value();
        return value.StartsWith("#%", StringComparison.Ordinal) && !value.Contains('.', StringComparison.Ordinal) ? value + MapLambda() : value;
    }

    public string Literal() => names.Pick(Literals);

    /// <summary>A scalar or iterator with or without a lambda that suits it; a literal if there is none.</summary>
    public string Scalar()
    {
        Name? name = names.Find();
        return name is null ? Literal() : random.Next(3) == 0 ? name.Text + Lambda(name.Shape) : name.Text;
    }

    public string Peer() => random.Next(100) switch
    {
        < 62 => LiteralPeer(),
        < 75 => "%init_peer_id%",
        < 95 => names.Find(Shape.Peer)?.Text ?? LiteralPeer(),
        < 97 when names.Canons.Count > 0 => names.Pick(names.Canons) + ".$.[0]",
        < 98 when names.CanonMaps.Count > 0 => names.Pick(names.CanonMaps) + ".$.k",
        < 99 => "\"nobody\"",
        _ => names.Find()?.Text ?? LiteralPeer(),
    };

    public string LiteralPeer() => $"\"@{random.Next(peers)}\"";

    /// <summary>The key of a pair that goes into a map.</summary>
    public string Key() => random.Next(10) switch
    {
        < 5 => names.Pick(["\"a\"", "\"k\"", "\"key\"", "\"42\"", "\"ключ\"", "\"\""]),
        < 7 => names.Pick(["42", "-1", "0", "1"]),
        < 8 when names.Canons.Count > 0 => names.Pick(names.Canons) + ".$.[0]",
        _ => names.Find(Shape.Text, Shape.Number, Shape.Peer)?.Text ?? "\"k\"",
    };

    /// <summary>A service or function whose name is computed, for once.</summary>
    public string? ComputedName() => random.Next(40) == 0 ? names.Find(Shape.Text, Shape.Object, Shape.Any)?.Text : null;

    /// <summary>What a fold over something that does not grow goes over, and the shape of its elements.</summary>
    public (string Text, Shape Element) Iterable()
    {
        switch (random.Next(10))
        {
            case 0:
                return ("[]", Shape.Any);
            case 1 or 2 when names.Canons.Count > 0:
                return (names.Pick(names.Canons), Shape.Any);
            case 3 when names.CanonMaps.Count > 0:
                string map = names.Pick(names.CanonMaps);
                return random.Next(2) == 0 ? (map, Shape.Pair) : (map + ".$.k", Shape.Any);
            case 4 when names.Find(Shape.Object) is { } item:
                return (item.Text + ".$.list", Shape.Any);
            case 5 when names.Find() is { } any:
                return (any.Text, Shape.Any);
            default:
                Name? list = names.Find(Shape.Array);
                return (list?.Text ?? "[]", random.Next(2) == 0 ? Shape.Peer : Shape.Any);
        }
    }

    public string FailOperand() => random.Next(7) switch
    {
        0 or 1 => $"{random.Next(-2, 300)} \"{names.Pick(["", "failed", "сбой", "a\nb"])}\"",
        2 => ":error:",
        3 => "%last_error%",
        4 when names.Canons.Count > 0 => names.Pick(names.Canons) + ".$.[0]",
        _ when names.Find(Shape.Object) is { } item => item.Text + (random.Next(2) == 0 ? ".$.error" : ""),
        _ => names.Find() is { } any ? any.Text : "7 \"seven\"",
    };

    private string Undefined() => names.Pick(["nope", "nope.$.a", "#none", "#none.length", "#%none.$.k"]);

    private string ErrorValue() => names.Pick([":error:", "%last_error%"]) + random.Next(4) switch
    {
        0 => "",
        1 => ".length",
        _ => ".$." + names.Pick(ErrorFields),
    };

    private string Lambda(Shape shape) => shape switch
    {
        Shape.Array => ListLambda(),
        Shape.Object => ObjectLambda(),
        Shape.Pair => names.Pick([".$.key", ".$.value", ".$.value.a", ".length"]),
        _ => random.Next(2) == 0 ? ListLambda() : ObjectLambda(),
    };

    private string ListLambda() => random.Next(6) switch
    {
        0 => ".length",
        1 => $".$.[{random.Next(3)}].[0]",
        2 => $".$[{random.Next(3)}].a!",
        3 when names.Find(Shape.Number) is { } index => $".$.[{index.Text}]",
        _ => $".$.[{random.Next(4)}]",
    };

    private string ObjectLambda() => random.Next(6) switch
    {
        0 => ".$." + names.Pick(Fields) + ".[0]",
        1 => ".$." + names.Pick(Fields) + "." + names.Pick(Fields),
        2 when names.Find(Shape.Text) is { } field => $".$.[{field.Text}]",
        3 => ".length",
        _ => ".$." + names.Pick(Fields),
    };

    private string MapLambda() => random.Next(5) switch
    {
        0 => ".length",
        1 => ".$." + names.Pick(Fields) + ".[0]",
        2 => ".$." + names.Pick(Fields) + $".[{random.Next(2)}].a",
        3 when names.Find(Shape.Text, Shape.Number) is { } key => $".$.[{key.Text}]",
        _ => ".$." + names.Pick(Fields),
    };
}
