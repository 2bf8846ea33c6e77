using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Modules;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Primitives.Json;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>srv</c>: services of the scope on which it is called.</summary>
internal sealed class SrvBuiltins(
    ServiceRegistry services, ServiceBuilder builder, ModuleInterfaces interfaces, PeerScopes scopes, CallGuard guard)
{
    public FunctionOutcome List(CallContext call) => FunctionOutcome.Ok(new JsonArray(
        [.. services.Of(call.Scope).OrderBy(service => service.Info.Id, StringComparer.Ordinal)
            .Select(JsonValue (service) => service.Info.ToJson(scopes.IdOf(call.Scope)))]));

    public FunctionOutcome Info(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return TryFind(call, ref arguments, "service_id_or_alias", out HostedService? service, out FunctionOutcome error)
            ? FunctionOutcome.Ok(service.Info.ToJson(scopes.IdOf(call.Scope))) : error;
    }

    public async ValueTask<FunctionOutcome> CreateAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("blueprint_id", Shapes.Text, out string? blueprint))
        {
            return arguments.Error;
        }

        if (guard.Check(call) is { } forbidden)
        {
            return forbidden;
        }

        (HostedService? service, ServiceFault? fault) = await services.CreateAsync(
            call.Scope, ServiceKind.Service, blueprint, call.InitPeerId, builder.Build, cancellation);
        return service is not null ? FunctionOutcome.Ok(service.Info.Id) : fault!.ToOutcome();
    }

    public async ValueTask<FunctionOutcome> RemoveAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("service_id_or_alias", Shapes.Text, out string? id))
        {
            return arguments.Error;
        }

        if (guard.Check(call) is { } forbidden)
        {
            return forbidden;
        }

        return await RemovalRules.RemoveAsync(services, scopes, call, id);
    }

    public FunctionOutcome GetInterface(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !TryFind(call, ref arguments, "service_id", out HostedService? service, out FunctionOutcome error) ? error
            : service.Info.Kind == ServiceKind.Spell ? FunctionOutcome.Ok(ModuleInterfaces.Print(SpellInterface.Module))
            : interfaces.TryOfBlueprint(service.Info.Blueprint, out JsonValue? found, out ServiceFault? fault) ? FunctionOutcome.Ok(found)
            : fault.InService("ModuleError").ToOutcome();
    }

    public FunctionOutcome AddAlias(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("alias", Shapes.Text, out string? alias) && arguments.TryNext("service_id", Shapes.Text, out string? id)
            ? guard.Check(call) ?? services.AddAlias(call.Scope, alias, id, call.InitPeerId)?.ToOutcome() ?? FunctionOutcome.Empty
            : arguments.Error;
    }

    public FunctionOutcome ResolveAlias(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("alias", Shapes.Text, out string? alias) ? arguments.Error
            : services.TryResolve(call.Scope, alias, call.Particle.Id, out string? id) ? FunctionOutcome.Ok(id)
            : ServiceFaults.NoAlias(alias, call.Scope).ToOutcome();
    }

    public FunctionOutcome ResolveAliasOpt(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("alias", Shapes.Text, out string? alias) ? arguments.Error
            : FunctionOutcome.Ok(services.TryResolve(call.Scope, alias, call.Particle.Id, out string? id)
                ? new JsonArray([new JsonString(id)]) : JsonArray.Empty);
    }

    private bool TryFind(
        CallContext call,
        ref CallArguments arguments,
        string field,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HostedService? service,
        out FunctionOutcome error)
    {
        service = null;
        if (!arguments.TryNext(field, Shapes.Text, out string? id))
        {
            error = arguments.Error;
            return false;
        }

        bool isFound = services.TryFind(call.Scope, id, call.Particle.Id, out service, out ServiceFault? fault);
        error = isFound ? default : fault!.ToOutcome();
        return isFound;
    }
}
