namespace Fluence.Services.Calls;

/// <summary>Particles that a spell of this peer has sent: their ids are <c>spell_‹spell id›_‹number›</c>.</summary>
internal static class SpellParticle
{
    /// <summary>The alias of the spell that looks after a worker.</summary>
    public const string WorkerSpellAlias = "worker-spell";

    private const string Prefix = "spell_";

    /// <summary>The id of a spell's particle.</summary>
    public static string IdOf(string spell, uint number) => $"{Prefix}{spell}_{number}";

    /// <summary>The spell that an id names; null for ids of other particles. Anyone may choose such an id.</summary>
    public static string? SpellOf(string particleId) =>
        particleId.StartsWith(Prefix, StringComparison.Ordinal) ? particleId.Split('_')[1] : null;
}
