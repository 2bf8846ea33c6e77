using Fluence.Services.Hosting;

namespace Fluence.Services.Spells;

/// <summary>
/// Has the runs of a spell that ask for it follow one another. A run that does not say when it has ended is given up when its particle
/// expires: nothing of it is executed after that. What runs is known to this process alone, so nothing blocks a peer that is started
/// anew. For any number of threads.
/// </summary>
/// <param name="run">Runs a spell now.</param>
/// <param name="time">The clock.</param>
internal sealed class SpellTurns(Action<HostedService> run, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Gives the turn to a run. Where another one has it, the spell runs once more after that.</summary>
    /// <param name="spell">The spell.</param>
    /// <param name="particle">The id of the run's particle.</param>
    /// <param name="expires">When that expires.</param>
    /// <returns>Whether the run has the turn.</returns>
    public bool TryTake(HostedService spell, string particle, DateTimeOffset expires)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            if (_turns.TryGetValue(spell.Info.Id, out Turn? other) && other.Particle != particle && other.Expires > now)
            {
                other.Next ??= time.CreateTimer(_ => End(spell, other.Particle), null, other.Expires - now, Timeout.InfiniteTimeSpan);
                return false;
            }

            other?.Next?.Dispose();
            _turns[spell.Info.Id] = new Turn(particle, expires);
            return true;
        }
    }

    /// <summary>Ends a run, or gives it up; the spell runs again where another run was refused meanwhile.</summary>
    public void End(HostedService spell, string particle)
    {
        lock (_lock)
        {
            if (!_turns.TryGetValue(spell.Info.Id, out Turn? turn) || turn.Particle != particle)
            {
                return;
            }

            _turns.Remove(spell.Info.Id);
            if (turn.Next is null)
            {
                return;
            }

            turn.Next.Dispose();
        }

        run(spell);
    }

    /// <summary>Forgets who has the turn of a spell that is removed, or that does not run any more for now.</summary>
    public void Forget(string spell)
    {
        lock (_lock)
        {
            if (_turns.Remove(spell, out Turn? turn))
            {
                turn.Next?.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (Turn turn in _turns.Values)
            {
                turn.Next?.Dispose();
            }

            _turns.Clear();
        }
    }

    private sealed class Turn(string particle, DateTimeOffset expires)
    {
        public string Particle => particle;

        public DateTimeOffset Expires => expires;

        /// <summary>Gives the run up when it expires; null while no other is to follow.</summary>
        public ITimer? Next { get; set; }
    }
}
