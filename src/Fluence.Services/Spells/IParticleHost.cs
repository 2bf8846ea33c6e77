using Fluence.Crypto;
using Fluence.Services.Scopes;

namespace Fluence.Services.Spells;

/// <summary>What a hosted peer asks of the one that executes particles. A seam: the peer implements it, tests in memory.</summary>
public interface IParticleHost
{
    /// <summary>Makes a worker one that takes part in scripts.</summary>
    void AddWorker(KeyPair worker);

    /// <summary>Ends a worker's particles; does not wait until they have ended.</summary>
    void RemoveWorker(PeerId worker);

    /// <summary>Makes a particle that is signed by a scope, and executes it there.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="script">Its script.</param>
    /// <param name="ttl">Its life.</param>
    /// <param name="cancellation">Ends waiting for the particle to be taken.</param>
    /// <returns>Null where it was taken, otherwise why not.</returns>
    ValueTask<string?> StartAsync(PeerScope scope, string id, string script, TimeSpan ttl, CancellationToken cancellation);
}
