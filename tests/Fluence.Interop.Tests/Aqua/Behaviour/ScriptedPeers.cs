using Fluence.Aqua.Types;
using Fluence.AquaVM;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>
/// What the services of all peers answer to a function's script: values of the types that the source declares, or now and then an error,
/// depending on the seed, the peer and the call alone.
/// </summary>
/// <param name="function">The type of the function.</param>
/// <param name="services">The types of the services.</param>
/// <param name="seed">Another seed, other answers.</param>
/// <param name="failures">How many calls in a hundred fail.</param>
internal sealed class ScriptedPeers(ArrowType function, ServiceTypes services, int seed, int failures)
{
    private readonly Dictionary<string, AquaType> _arguments =
        function.Domain.WithLabels().GroupBy(static item => item.Label).ToDictionary(static group => group.Key, static group => group.First().Type);

    /// <param name="peer">The name of the peer.</param>
    /// <param name="request">The call.</param>
    /// <param name="arguments">Its arguments, the same for all compilers.</param>
    public CallResult Answer(string peer, CallRequest request, string arguments)
    {
        Dice dice = new($"{seed} {peer} {request.ServiceId} {request.FunctionName} {arguments}");
        switch (request.ServiceId)
        {
            case "getDataSrv":
                return Ok(request.FunctionName == "-relay-" ? new JsonString(Cast.Ids[1])
                    : Make(_arguments.GetValueOrDefault(request.FunctionName), dice));
            case "callbackSrv" when request.FunctionName == "response":
            case "errorHandlingSrv":
            case "tracingSrv":
                return new CallResult(0, "\"\"");
        }

        if (dice.Percent(failures))
        {
            return new CallResult(1, $"\"failure {dice.Next(10)}\"");
        }

        if (Arithmetic.Compute(request.ServiceId, request.FunctionName, request.Arguments) is { } computed)
        {
            return Ok(computed);
        }

        AquaType? type = request.ServiceId == "callbackSrv"
            ? _arguments.GetValueOrDefault(request.FunctionName) : services.Find(request.ServiceId, request.FunctionName);
        return Ok(Make((type as ArrowType)?.Codomain, dice));
    }

    private static JsonValue Make(AquaType? type, Dice dice) => type switch
    {
        null or ProductType { Length: 0 } => new JsonString(""),
        CollectionType { IsMutable: true } stream => TypedValues.Make(CollectionType.Array(stream.Element), dice),
        _ => TypedValues.Make(type, dice),
    };

    private static CallResult Ok(JsonValue value) => new(0, value.ToString());
}
