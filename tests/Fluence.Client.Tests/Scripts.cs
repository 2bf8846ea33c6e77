namespace Fluence.Client.Tests;

/// <summary>Scripts as the Aqua compiler makes them: arguments in, a result or an error out.</summary>
internal static class Scripts
{
    /// <summary>Has the relay do something with the argument <c>value</c> and returns <c>result</c>.</summary>
    public static string OnRelay(string function) => Wrap($"""
        (seq
         (call %init_peer_id% ("getDataSrv" "value") [] value)
         (seq
          (call relay {function} [value] result)
          (call %init_peer_id% ("callbackSrv" "response") [result value])))
        """);

    /// <summary>A script that never returns.</summary>
    public static string Endless => Wrap("(never)");

    private static string Wrap(string body) => $"""
        (xor
         (seq
          (call %init_peer_id% ("getDataSrv" "-relay-") [] relay)
          {body})
         (call %init_peer_id% ("errorHandlingSrv" "error") [:error: 0]))
        """;
}
