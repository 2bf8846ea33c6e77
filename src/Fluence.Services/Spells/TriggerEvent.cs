using Fluence.Crypto;
using Fluence.Primitives.Json;

namespace Fluence.Services.Spells;

/// <summary>Why a spell runs now.</summary>
internal abstract record TriggerEvent
{
    private TriggerEvent()
    {
    }

    /// <summary>The text that the spell finds under <c>hw_trigger</c>; each part is an optional value of Aqua.</summary>
    public abstract string ToText();

    /// <summary>Its time has come.</summary>
    /// <param name="Seconds">Seconds since 1970.</param>
    public sealed record Clock(long Seconds) : TriggerEvent
    {
        public override string ToText() => $$"""{"timer":[{"timestamp":{{Seconds}}}],"peer":[]}""";
    }

    /// <summary>A peer has come or gone.</summary>
    public sealed record Connection(PeerId Peer, bool IsConnected) : TriggerEvent
    {
        public override string ToText() =>
            $$"""{"timer":[],"peer":[{"peer_id":"{{Peer}}","connected":{{JsonBool.Of(IsConnected)}}}]}""";
    }
}
