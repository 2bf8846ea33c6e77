using Fluence.Marine.Services;

namespace Fluence.Services.Spells;

/// <summary>
/// Who may change what in a spell's storage. The spell itself may write every key; others those whose name begins with <c>h_</c> (the
/// peer), <c>w_</c> (the scope that has the spell) or <c>hw_</c> (both). Everyone may read.
/// </summary>
internal static class SpellRights
{
    private const string ParticlePrefix = "spell";

    /// <summary>Whether the caller is the owner of the spell.</summary>
    public static bool IsOwner(CallParameters caller) => caller.Particle.InitPeerId == caller.ServiceCreatorPeerId;

    /// <summary>Whether the spell's own script calls, in a particle of its owner.</summary>
    public static bool IsOwnScript(CallParameters caller) => IsOwnParticle(caller) && IsOwner(caller);

    /// <summary>Null where the caller may write the key, otherwise the error.</summary>
    public static string? FindWriteProblem(string key, CallParameters caller)
    {
        string peer = caller.Particle.InitPeerId;
        if (IsOwnParticle(caller) && peer == caller.WorkerId)
        {
            return null;
        }

        string prefix = key.IndexOf('_', StringComparison.Ordinal) is >= 0 and int end ? key[..end] : "";
        if (peer == caller.HostId)
        {
            return prefix is "h" or "hw" ? null : Forbidden(key, "Host");
        }

        if (peer == caller.WorkerId)
        {
            return prefix is "w" or "hw" ? null : Forbidden(key, "Worker");
        }

        return $"writing to the `{key}` is forbidden for any outside caller";
    }

    private static bool IsOwnParticle(CallParameters caller) =>
        caller.Particle.Id.StartsWith(ParticlePrefix, StringComparison.Ordinal)
        && caller.Particle.Id.Split('_') is [_, var spell, ..] && spell == caller.ServiceId;

    private static string Forbidden(string key, string role) =>
        $"writing to the `{key}` is forbidden for the callers with the role {role}";
}
