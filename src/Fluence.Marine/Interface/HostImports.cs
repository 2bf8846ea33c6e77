namespace Fluence.Marine.Interface;

/// <summary>The namespaces in which the host, not another module, provides functions.</summary>
public static class HostImports
{
    /// <summary>The function that writes to the log.</summary>
    public const string Log = "log_utf8_string";

    /// <summary>The function that asks for the parameters of the current call.</summary>
    public const string CallParameters = "get_call_parameters";

    private const string FirstNamespace = "host";
    private const string LaterNamespaces = "__marine_host_api_v";

    /// <summary>Whether a namespace is the host's.</summary>
    public static bool IsHost(string space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return space == FirstNamespace || space.StartsWith(LaterNamespaces, StringComparison.Ordinal);
    }
}
