using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Deals;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>subnet</c>: who works for a deal, for anyone. A peer without a chain does not know.</summary>
internal sealed class SubnetBuiltins(SubnetCache? subnets)
{
    public async ValueTask<FunctionOutcome> ResolveAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("deal_id", Shapes.Text, out string? text))
        {
            return arguments.Error;
        }

        if (DealIds.Normalize(text) is not { } deal)
        {
            return Result($"Invalid deal id '{text}': invalid length", []);
        }

        if (subnets is null)
        {
            return Result("this peer is not connected with a chain; its chain_http_endpoint is not set", []);
        }

        try
        {
            return Result(null, [.. (await subnets.ResolveAsync(deal, cancellation)).Select(Print)]);
        }
        catch (ChainException failure)
        {
            return Result(failure.Message, []);
        }
    }

    private static JsonValue Print(DealWorker worker) => new JsonObject(
        ("pat_id", new JsonString("0x" + worker.Unit)),
        ("host_id", new JsonString(worker.Host.ToString())),
        ("worker_id", worker.Worker is { } id ? new JsonArray([new JsonString(id.ToString())]) : JsonArray.Empty));

    private static FunctionOutcome Result(string? error, JsonValue[] workers) => FunctionOutcome.Ok(new JsonObject(
        ("success", JsonBool.Of(error is null)),
        ("workers", new JsonArray([.. workers])),
        ("error", error is null ? JsonArray.Empty : new JsonArray([new JsonString(error)]))));
}
