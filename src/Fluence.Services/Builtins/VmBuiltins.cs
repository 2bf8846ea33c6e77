using Fluence.Crypto;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Vault;
using Fluence.Services.Workers;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>vm</c> of a peer without virtual machines: who may call it is told that there are none.</summary>
internal sealed class VmBuiltins(PeerScopes scopes, ParticleVault vault)
{
    private const string Disabled = "This feature is disabled";

    public FunctionOutcome Create(CallContext call)
    {
        if (FindProblem(call) is { } problem)
        {
            return problem;
        }

        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("image", Shapes.Text, out string? image) ? arguments.Error
            : vault.HasFile(call.Scope, call.Particle, image) ? FunctionOutcome.Fail($"Failed to create vm: {Disabled}")
            : FunctionOutcome.Fail($"Image {image} not found");
    }

    public FunctionOutcome Control(CallContext call) => FindProblem(call) ?? FunctionOutcome.Fail(Disabled);

    public static FunctionOutcome Status(CallContext call) =>
        FunctionOutcome.Fail(call.Scope.IsHost ? "This function is only available on workers" : Disabled);

    private FunctionOutcome? FindProblem(CallContext call)
    {
        if (call.Scope.Worker is not { } worker)
        {
            return FunctionOutcome.Fail("This function is only available for workers");
        }

        PeerId? creator = scopes.CreatorOf(worker);
        return creator is null ? WorkerFaults.NoWorker(worker).ToOutcome()
            : call.InitPeerId == worker || call.InitPeerId == creator ? null
            : FunctionOutcome.Fail(
                $"Failed to create VM on {WorkerFaults.DebugPrint(worker)}, can be installed by worker creator {creator} "
                + $"or worker itself {worker}");
    }
}
