using Fluence.Aqua.Linking;

namespace Fluence.Aqua;

/// <summary>How Aqua is compiled.</summary>
public sealed record AquaOptions
{
    /// <summary>The defaults, which are those of the original compiler for JavaScript.</summary>
    public static AquaOptions Default { get; } = new();

    /// <summary>Whether scripts are made for a peer that has no relay.</summary>
    public bool NoRelay { get; init; }

    /// <summary>Whether <c>on</c> and <c>if</c> leave errors alone, without telling where they came from.</summary>
    public bool NoXor { get; init; }

    /// <summary>Whether every call of a function is reported to the init peer.</summary>
    public bool Tracing { get; init; }

    /// <summary>Whether a function without results gives an empty response, on which its caller waits.</summary>
    public bool EmptyResponse { get; init; }

    /// <summary>Constants that every file sees.</summary>
    public AquaConstants Constants { get; init; } = AquaConstants.None;
}
