namespace Fluence.Marine.Services.Loading;

/// <summary>What the functions of the host know about the call that is under way.</summary>
internal sealed class ServiceContext(ServiceHost host)
{
    public ServiceHost Host { get; } = host;

    public CallParameters Parameters { get; set; } = CallParameters.Empty;

    /// <summary>What the run may use that is under way.</summary>
    public CallLimits Limits { get; set; } = CallLimits.None;
}
