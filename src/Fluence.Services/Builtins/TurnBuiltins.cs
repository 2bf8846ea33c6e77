using System.Diagnostics.CodeAnalysis;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Spells;

namespace Fluence.Services.Builtins;

/// <summary>
/// The service <c>turn</c>, which the original does not have: has the runs of a spell follow one another. Only a spell's own script, where
/// the spell is, has turns.
/// </summary>
internal sealed class TurnBuiltins(SpellManager spells, ServiceRegistry services)
{
    /// <summary>
    /// <c>take() -> bool</c>: whether the run has the turn. Where it has not, it should end; the spell runs once more after the one that
    /// has.
    /// </summary>
    public FunctionOutcome Take(CallContext call) => TryFind(call, out HostedService? spell)
        ? FunctionOutcome.Ok(spells.Turns.TryTake(
            spell, call.Particle.Id, DateTimeOffset.FromUnixTimeMilliseconds((long)(call.Particle.Timestamp + call.Particle.Ttl))))
        : Refusal("take");

    /// <summary><c>leave()</c>: the run has ended.</summary>
    public FunctionOutcome Leave(CallContext call)
    {
        if (!TryFind(call, out HostedService? spell))
        {
            return Refusal("leave");
        }

        spells.Turns.End(spell, call.Particle.Id);
        return FunctionOutcome.Empty;
    }

    private bool TryFind(CallContext call, [NotNullWhen(true)] out HostedService? spell)
    {
        spell = null;
        return SpellParticle.SpellOf(call.Particle.Id) is { } id
            && services.TryFind(call.Scope, id, call.Particle.Id, out spell, out _)
            && spell.Info.Kind == ServiceKind.Spell && spell.Info.Id == id && spell.Info.Owner == call.InitPeerId;
    }

    private static FunctionOutcome Refusal(string function) =>
        FunctionOutcome.Fail($"Only the script of a spell can call turn.{function}, where the spell is");
}
