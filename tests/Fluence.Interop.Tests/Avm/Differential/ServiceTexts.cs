namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>What scripted services answer: JSON of every kind, and text that is none.</summary>
internal static class ServiceTexts
{
    /// <summary>More than the length of any table, so that function numbers below it reach every entry.</summary>
    public const int Most = 48;

    public static IReadOnlyList<string> Values { get; } =
    [
        "null", "true", "false", "\"\"", "\"a\"", "\"k\"", "0", "1", "-1", "1.0", "-0", "-0.0", "1e300", "1e-7", "1E5", "0.1", "5e-324",
        "18446744073709551615", "-9223372036854775808", "18446744073709551616", "-9223372036854775809", "1.7976931348623157e308",
        "2.2250738585072011e-308", "123456789012345680000.5", "0.30000000000000004", "3.14159265358979323846", "8.41e21", "1e16", "1e15",
        "\"\\u0000\\u001f\\u007f\\b\\f\\n\\r\\t\\\"\\\\\\/\"", "\"текст 😀 \u2028 \u00a0\"", "\"\\ud83d\\ude00\"", "\"\u007f\u0300\u200b\"",
        "[]", "{}", " [ 1 , 2 ] ", "{\"b\":1,\"a\":2,\"b\":3}", "{\"\":{\"\":[]}}", "[[[[1]]],{\"a\":[{}]}]", "[\"a\",null,1.5]",
        "{\"\uffff\":1,\"😀\":2,\"é\":3,\"Z\":4}", new string('[', 127) + new string(']', 127), "\"12D3KooW\"", "[1e2,100,100.0]",
    ];

    public static IReadOnlyList<string> Numbers { get; } = ["0", "1", "2", "3", "1.0", "-1", "42", "4294967296", "18446744073709551615"];

    public static IReadOnlyList<string> Lists { get; } =
    [
        "[1,2,3]", "[\"a\",\"b\"]", "[]", "[[1,[2]],[]]", "[{\"a\":1},{\"a\":2,\"k\":[0]}]", "[1,1,1]", "[1.5,-0.0,1e20]", "[\"k\"]",
        "[{\"key\":\"k\",\"value\":1}]", "[null]", "[[\"a\",\"b\"],[\"c\"]]", "[\"😀\",\"\\n\",\"\\\"\"]",
    ];

    /// <summary>Objects; <c>@me</c> stands for the id of the peer that answers.</summary>
    public static IReadOnlyList<string> Objects { get; } =
    [
        "{\"a\":1,\"b\":[1,2],\"c\":{\"a\":\"x\"},\"k\":\"a\",\"list\":[1,2,3],\"peer\":\"@me\",\"key\":\"a\",\"value\":{\"a\":1}}",
        "{\"error_code\":5,\"message\":\"five\"}", "{\"error_code\":0,\"message\":\"none\"}", "{\"error_code\":\"x\",\"message\":\"m\"}",
        "{\"error_code\":1.5,\"message\":\"m\"}", "{\"error_code\":7,\"message\":8}", "{\"message\":\"m\"}",
        "{\"error_code\":-3,\"message\":\"é\",\"instruction\":\"i\",\"peer_id\":\"p\",\"more\":[]}",
        "{\"error\":{\"error_code\":9,\"message\":\"nested\"},\"list\":[\"a\"],\"a\":{\"a\":[5]}}",
        "{\"error_code\":18446744073709551615,\"message\":\"\"}", "{\"list\":{},\"b\":\"text\",\"a\":[]}",
    ];

    public static IReadOnlyList<string> Broken { get; } =
    [
        "", " ", "{", "nul", "[1,]", "1e400", "\"\\ud800\"", "{\"a\":1} x", "'a'", "01", "\"\u0001\"", "{\"a\" 1}", "+1", ".5", "1.", "1e",
        "\"open", "\u00a0", "[1 2]", "{1:2}", "\"\\x\"", "\"\\u12\"", "-", "tru\ne", new string('[', 128), "{\"a\":\n\n  ]", "[\"😀\",]", "\ufeff1",
        "\"\\udc00\\ud800\"", "nulll", "}",
    ];

    public static IReadOnlyList<(int Code, string Message)> Failures { get; } =
    [
        (1, "it was told to"), (-1, ""), (int.MaxValue, "most"), (int.MinValue, "least"), (1, "{\"json\":[1]}"), (2, "line\nand \"quotes\" \\ 😀"),
        (300, "\"text\""),
    ];
}
