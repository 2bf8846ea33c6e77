using System.Collections.Frozen;
using Fluence.AquaVM;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Microsoft.Extensions.Logging;

namespace Fluence.Services;

/// <summary>
/// Finds the function that a call request names and runs it: first among the peer's own functions (<see cref="PeerFunctions"/>,
/// <see cref="HostingFunctions"/>), then among the services that it hosts.
/// </summary>
public sealed class FunctionRouter
{
    /// <summary>Stands for every name in the table of functions: such an entry takes the calls for which there is no other.</summary>
    internal const string AnyFunction = "*";

    private readonly FrozenDictionary<(string Service, string Function), HostFunction> _builtins;
    private readonly ServiceCaller? _services;

    /// <summary>Makes the router of a peer that hosts nothing.</summary>
    public FunctionRouter(
        PeerDescription self, PeerScopes scopes, IPeerConnectivity network, ILoggerFactory loggers, TimeProvider time)
        : this(PeerFunctions.Table(self, scopes, new CallGuard(scopes, null), network, loggers, time), null)
    {
    }

    internal FunctionRouter(
        IEnumerable<KeyValuePair<(string Service, string Function), HostFunction>> builtins, ServiceCaller? services)
    {
        _builtins = builtins.ToFrozenDictionary();
        _services = services;
    }

    /// <summary>Whether the peer itself has a function, whatever services it hosts.</summary>
    public bool Has(string service, string function) =>
        _builtins.ContainsKey((service, function)) || _builtins.ContainsKey((service, AnyFunction));

    /// <summary>Runs one call. Completes synchronously for functions that need not wait. Never throws but for cancellation.</summary>
    public async ValueTask<CallResult> CallAsync(CallContext call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        string service = call.Request.ServiceId;
        FunctionOutcome outcome = _builtins.TryGetValue((service, call.Request.FunctionName), out HostFunction? function)
            || _builtins.TryGetValue((service, AnyFunction), out function)
            ? await function(call, cancellation)
            : FunctionOutcome.NotDefined;
        if (!outcome.IsDefined && _services is not null)
        {
            outcome = await _services.CallAsync(call, cancellation);
        }

        return outcome.ToCallResult(call.Request);
    }
}
