using System.Text;

namespace Fluence.Air.Syntax;

/// <summary><c>%init_peer_id%</c>: the peer that made the particle.</summary>
public sealed record InitPeerId : Value
{
    private InitPeerId()
    {
    }

    /// <summary>The only one.</summary>
    public static InitPeerId Instance { get; } = new();

    internal override void WriteTo(StringBuilder text) => text.Append("%init_peer_id%");
}

/// <summary><c>%timestamp%</c>: when the particle was made.</summary>
public sealed record Timestamp : Value
{
    private Timestamp()
    {
    }

    /// <summary>The only one.</summary>
    public static Timestamp Instance { get; } = new();

    internal override void WriteTo(StringBuilder text) => text.Append("%timestamp%");
}

/// <summary><c>%ttl%</c>: how long the particle lives.</summary>
public sealed record Ttl : Value
{
    private Ttl()
    {
    }

    /// <summary>The only one.</summary>
    public static Ttl Instance { get; } = new();

    internal override void WriteTo(StringBuilder text) => text.Append("%ttl%");
}

/// <summary><c>%last_error%</c>, possibly with a lambda: the last error that was not handled in place.</summary>
public sealed record LastError(Lambda? Lambda) : Value
{
    internal override void WriteTo(StringBuilder text) => text.Append("%last_error%").Append(Lambda?.Text);
}

/// <summary><c>:error:</c>, possibly with a lambda: the error that the enclosing <c>xor</c> has caught.</summary>
public sealed record CaughtError(Lambda? Lambda) : Value
{
    internal override void WriteTo(StringBuilder text) => text.Append(":error:").Append(Lambda?.Text);
}
