using Fluence.Services.Calls;

namespace Fluence.Services;

/// <summary>A function of the peer itself. Completes synchronously where it need not wait. Never throws but for cancellation.</summary>
internal delegate ValueTask<FunctionOutcome> HostFunction(CallContext call, CancellationToken cancellation);
