using Fluence.Marine.Services;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>stat</c>: what services use, and what their calls came to.</summary>
internal sealed class StatBuiltins(ServiceRegistry services)
{
    public async ValueTask<FunctionOutcome> ServiceMemoryAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("service_id", Shapes.Text, out string? id))
        {
            return arguments.Error;
        }

        if (!services.TryFind(call.Scope, id, call.Particle.Id, out HostedService? service, out ServiceFault? fault))
        {
            return fault.ToOutcome();
        }

        IReadOnlyList<ModuleMemory> memory = await service.MemoryAsync(cancellation);
        return FunctionOutcome.Ok(new JsonArray([.. memory.Select(JsonValue (module) => new JsonObject(
            ("name", new JsonString(module.Name)), ("memory_size_bytes", JsonNumber.FromInt64(module.Bytes))))]));
    }

    public FunctionOutcome ServiceStat(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("service_id", Shapes.Text, out string? id))
        {
            return arguments.Error;
        }

        if (!services.TryFind(call.Scope, id, call.Particle.Id, out HostedService? service, out ServiceFault? fault))
        {
            return fault.ToOutcome();
        }

        JsonObject? statistics = service.Statistics.ToJson();
        return FunctionOutcome.Ok(new JsonObject(
            ("status", JsonBool.Of(statistics is not null)),
            ("error", new JsonString(statistics is null ? $"No stats were collected for the `{service.Info.Id}` service" : "")),
            ("result", statistics is null ? JsonArray.Empty : new JsonArray([statistics]))));
    }
}
