using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Spells;

/// <summary>When a spell runs, as its owner says it.</summary>
/// <param name="StartSec">From when on, in seconds since 1970; 0 for not by the clock.</param>
/// <param name="EndSec">Until when; 0 for ever.</param>
/// <param name="PeriodSec">How often, in seconds; 0 for once.</param>
/// <param name="Connect">Whether when a peer connects.</param>
/// <param name="Disconnect">Whether when a peer's last connection ends.</param>
/// <param name="StartBlock">Kept; spells do not run by blocks.</param>
/// <param name="EndBlock">Kept; spells do not run by blocks.</param>
public sealed record TriggerConfig(
    uint StartSec = 0, uint EndSec = 0, uint PeriodSec = 0, bool Connect = false, bool Disconnect = false, uint StartBlock = 0,
    uint EndBlock = 0)
{
    /// <summary>The shape of arguments.</summary>
    internal static ArgumentShape<TriggerConfig> Shape { get; } = new(
        "fluence_spell_dtos::trigger_config::TriggerConfig",
        static value => TryRead(value, out TriggerConfig? config) ? new(config) : default);

    /// <summary>As spells and scripts see it.</summary>
    public JsonObject ToJson() => new(
        ("clock", new JsonObject(("start_sec", Number(StartSec)), ("end_sec", Number(EndSec)), ("period_sec", Number(PeriodSec)))),
        ("connections", new JsonObject(("connect", JsonBool.Of(Connect)), ("disconnect", JsonBool.Of(Disconnect)))),
        ("blockchain", new JsonObject(("start_block", Number(StartBlock)), ("end_block", Number(EndBlock)))));

    /// <summary>Reads what <see cref="ToJson"/> writes; further members are ignored, none may be missing.</summary>
    public static bool TryRead(JsonValue? value, [NotNullWhen(true)] out TriggerConfig? config)
    {
        config = null;
        if (!TryMember(value, "clock", out JsonValue? clock) || !TryMember(value, "connections", out JsonValue? connections)
            || !TryMember(value, "blockchain", out JsonValue? blockchain)
            || !TryNumber(clock, "start_sec", out uint start) || !TryNumber(clock, "end_sec", out uint end)
            || !TryNumber(clock, "period_sec", out uint period)
            || !TryFlag(connections, "connect", out bool connect) || !TryFlag(connections, "disconnect", out bool disconnect)
            || !TryNumber(blockchain, "start_block", out uint startBlock) || !TryNumber(blockchain, "end_block", out uint endBlock))
        {
            return false;
        }

        config = new TriggerConfig(start, end, period, connect, disconnect, startBlock, endBlock);
        return true;
    }

    private static bool TryMember(JsonValue? value, string name, [NotNullWhen(true)] out JsonValue? member)
    {
        member = null;
        return value is JsonObject map && map.TryGetValue(name, out member);
    }

    private static bool TryNumber(JsonValue? value, string name, out uint number)
    {
        number = 0;
        return TryMember(value, name, out JsonValue? member) && Shapes.U32.TryRead(member, out number);
    }

    private static bool TryFlag(JsonValue? value, string name, out bool flag)
    {
        flag = false;
        return TryMember(value, name, out JsonValue? member) && Shapes.Bool.TryRead(member, out flag);
    }

    private static JsonNumber Number(uint value) => JsonNumber.FromInt64(value);
}
