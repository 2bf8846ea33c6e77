using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>
/// The services of every peer. What they answer depends on the peer and the call alone; the function's name is the number of an answer.
/// </summary>
internal static class ScriptedServices
{
    public static CallResult Answer(int peer, IReadOnlyList<string> peerIds, CallRequest request)
    {
        int number = int.TryParse(request.FunctionName, out int parsed) ? Math.Abs(parsed % 1000) : request.FunctionName.Length;
        return request.ServiceId switch
        {
            "me" => Ok(new JsonString($"peer {peer}")),
            "peer" => Ok(new JsonString(peerIds[number % peerIds.Count])),
            "peers" => Ok(new JsonArray(peerIds.Skip(number % 2).Select(static id => (JsonValue)new JsonString(id)))),
            "list" => new CallResult(0, Entry(ServiceTexts.Lists, number)),
            "object" => new CallResult(0, Entry(ServiceTexts.Objects, number).Replace("@me", peerIds[peer], StringComparison.Ordinal)),
            "value" => new CallResult(0, Entry(ServiceTexts.Values, number + peer)),
            "number" => new CallResult(0, Entry(ServiceTexts.Numbers, number)),
            "echo" => new CallResult(0, request.Arguments.IsEmpty ? "null" : request.Arguments[0].ToString()),
            "origins" => Ok(new JsonArray(request.Tetraplets.Select(static list => (JsonValue)new JsonArray(list.Select(Origin))))),
            "fail" => Failure(ServiceTexts.Failures[number % ServiceTexts.Failures.Count]),
            "broken" => new CallResult(0, Entry(ServiceTexts.Broken, number)),
            _ => Ok(new JsonArray(request.Arguments)),
        };
    }

    private static string Entry(IReadOnlyList<string> table, int number) => table[number % table.Count];

    private static CallResult Ok(JsonValue value) => new(0, value.ToString());

    private static CallResult Failure((int Code, string Message) failure) => new(failure.Code, failure.Message);

    private static JsonValue Origin(SecurityTetraplet tetraplet) =>
        new JsonString($"{tetraplet.PeerPk}/{tetraplet.ServiceId}/{tetraplet.FunctionName}/{tetraplet.Lens}");
}
