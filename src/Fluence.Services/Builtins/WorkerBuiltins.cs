using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Workers;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>worker</c>: the workers of this peer, whatever scope it is called on.</summary>
internal sealed class WorkerBuiltins(WorkerManager manager, WorkerRegistry workers, PeerScopes scopes)
{
    public FunctionOutcome Create(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        IReadOnlyList<string>? units = [];

        // scripts of older libraries do not name units
        if (!arguments.TryNext("deal_id", Shapes.Text, out string? deal)
            || (call.Request.Arguments.Length > 1
                && !arguments.TryNext("cu_ids", Shapes.ListOf(UnitArgument.Shape), out units)))
        {
            return arguments.Error;
        }

        if (!IsHostOrManager(call))
        {
            return FunctionOutcome.Fail("Only management or host peer can create worker");
        }

        (PeerId? worker, ServiceFault? fault) = manager.Create(deal, call.InitPeerId, units!);
        return worker is not null ? FunctionOutcome.Ok(worker.ToString()) : fault!.ToOutcome();
    }

    public FunctionOutcome GetWorkerId(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("deal_id", Shapes.Text, out string? deal) ? arguments.Error
            : FunctionOutcome.Ok(workers.TryFind(deal, out WorkerInfo? worker, out _)
                ? new JsonArray([new JsonString(worker.Id.ToString())]) : JsonArray.Empty);
    }

    public FunctionOutcome List(CallContext call) => FunctionOutcome.Ok(
        new JsonArray([.. workers.All.Select(JsonValue (worker) => new JsonString(worker.Id.ToString()))]));

    public FunctionOutcome IsActive(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("deal_id", Shapes.Text, out string? deal) ? arguments.Error
            : workers.TryFind(deal, out WorkerInfo? worker, out ServiceFault? fault) ? FunctionOutcome.Ok(worker.IsActive)
            : fault.ToOutcome();
    }

    public async ValueTask<FunctionOutcome> RemoveAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("worker_id", Shapes.Text, out string? text))
        {
            return arguments.Error;
        }

        if (!Base58Argument.TryParsePeerId(text, out PeerId? id, out FunctionOutcome error))
        {
            return error;
        }

        if (scopes.IsHost(id))
        {
            // the original's words
            return FunctionOutcome.Fail($"Worker {text} can be removed");
        }

        if (!workers.TryFind(id, out WorkerInfo? worker))
        {
            return FunctionOutcome.Fail($"Worker {text} not found");
        }

        return worker.Creator != call.InitPeerId && !IsHostOrManager(call)
            ? FunctionOutcome.Fail(
                $"Worker {id} can be removed only by worker creator {worker.Creator}, host or a host manager")
            : (await manager.RemoveAsync(worker))?.ToOutcome() ?? FunctionOutcome.Empty;
    }

    public async ValueTask<FunctionOutcome> ActivateAsync(CallContext call, CancellationToken cancellation)
    {
        if (!TryFindDeal(call, "activate", out WorkerInfo? worker, out FunctionOutcome error))
        {
            return error;
        }

        return worker.IsActive
            ? FunctionOutcome.Fail("Deal has already been activated")
            : (await manager.ActivateAsync(worker, call.Particle.Id, cancellation))?.ToOutcome() ?? FunctionOutcome.Empty;
    }

    public async ValueTask<FunctionOutcome> DeactivateAsync(CallContext call, CancellationToken cancellation)
    {
        if (!TryFindDeal(call, "deactivate", out WorkerInfo? worker, out FunctionOutcome error))
        {
            return error;
        }

        if (!worker.IsActive)
        {
            return FunctionOutcome.Fail("Deal has already been deactivated");
        }

        return await manager.DeactivateAsync(worker, cancellation) is { } problem
            ? FunctionOutcome.Fail(problem) : FunctionOutcome.Empty;
    }

    private bool TryFindDeal(CallContext call, string action, [NotNullWhen(true)] out WorkerInfo? worker, out FunctionOutcome error)
    {
        worker = null;
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("deal_id", Shapes.Text, out string? deal))
        {
            error = arguments.Error;
            return false;
        }

        if (!IsHostOrManager(call))
        {
            error = FunctionOutcome.Fail($"Only management or host peer can {action} deal");
            return false;
        }

        bool isFound = workers.TryFind(deal, out worker, out ServiceFault? fault);
        error = isFound ? default : fault!.ToOutcome();
        return isFound;
    }

    private bool IsHostOrManager(CallContext call) => scopes.IsManagement(call.InitPeerId) || scopes.IsHost(call.InitPeerId);
}
