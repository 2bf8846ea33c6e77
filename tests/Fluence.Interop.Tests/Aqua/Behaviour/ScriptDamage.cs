using System.Text.RegularExpressions;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>Scripts with one mistake, as a compiler could make it.</summary>
internal static partial class ScriptDamage
{
    /// <summary>A call of a service left out, or made on another peer, or without its last argument; null where the script has none.</summary>
    public static string? Apply(string air, Dice dice)
    {
        MatchCollection calls = Call().Matches(air);
        if (calls.Count == 0)
        {
            return null;
        }

        Match call = calls[dice.Next(calls.Count)];
        string peer = call.Groups["peer"].Value, rest = call.Groups["rest"].Value;
        string[] arguments = call.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string output = call.Groups["output"].Value;
        string damaged = dice.Next(3) switch
        {
            0 when output.Length == 0 => "(null)",
            1 when arguments.Length > 0 && !call.Groups["arguments"].Value.Contains('"', StringComparison.Ordinal) =>
                $"(call {peer} {rest} [{string.Join(' ', arguments[..^1])}]{output})",
            _ => $"(call {(peer == "%init_peer_id%" ? $"\"{Cast.Ids[3]}\"" : "%init_peer_id%")} {rest} [{call.Groups["arguments"].Value}]{output})",
        };
        return string.Concat(air.AsSpan(0, call.Index), damaged, air.AsSpan(call.Index + call.Length));
    }

    [GeneratedRegex("""\(call (?<peer>\S+) (?<rest>\((?!"getDataSrv"|"errorHandlingSrv")[^)]*\)) \[(?<arguments>[^\]\[]*)\](?<output> \S+)?\)(?=\s)""")]
    private static partial Regex Call();
}
