namespace Fluence.Peer.Http;

/// <summary>The health of the peer's parts by name; null means well, otherwise what is wrong.</summary>
public sealed record HealthReport(IReadOnlyDictionary<string, string?> Checks)
{
    /// <summary>200 when every part is well, 429 when some are not, 503 when none is: the original's codes.</summary>
    public int StatusCode => Checks.Values.All(problem => problem is null) ? 200
        : Checks.Values.Any(problem => problem is null) ? 429 : 503;
}
