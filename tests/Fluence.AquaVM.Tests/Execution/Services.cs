using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Tests.Execution;

/// <summary>Services for tests.</summary>
internal static class Services
{
    /// <summary>Answers with the first argument, or with the function's name.</summary>
    public static CallResult Echo(CallRequest request) =>
        Ok(request.Arguments.Length > 0 ? request.Arguments[0].ToString() : new JsonString(request.FunctionName).ToString());

    /// <summary>Takes the function's name as the JSON text of the result; <c>fail</c> fails, otherwise <see cref="Echo"/>.</summary>
    public static CallResult ByName(CallRequest request) => request.ServiceId switch
    {
        "json" => Ok(request.FunctionName.Replace('\'', '"')),
        "fail" => new CallResult(7, request.FunctionName),
        "tetraplets" => Ok(Tetraplets(request)),
        _ => Echo(request),
    };

    public static CallResult Ok(string json) => new(0, json);

    private static string Tetraplets(CallRequest request) => new JsonArray(request.Tetraplets.Select(argument =>
        (JsonValue)new JsonArray(argument.Select(tetraplet => (JsonValue)new JsonString(Text(tetraplet)))))).ToString();

    private static string Text(SecurityTetraplet tetraplet) =>
        $"{tetraplet.PeerPk}/{tetraplet.ServiceId}/{tetraplet.FunctionName}/{tetraplet.Lens}";
}
