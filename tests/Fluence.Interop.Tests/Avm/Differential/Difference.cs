using Fluence.AquaVM;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>What part of the answers differs.</summary>
internal enum Aspect
{
    Code,
    Error,
    Flags,
    NextPeers,
    CallRequests,
    Data,
}

/// <summary>One invoke that both interpreters have run.</summary>
/// <param name="Request">What both got.</param>
/// <param name="CallResults">The call results, by id.</param>
/// <param name="Ours">Our answer.</param>
/// <param name="Theirs">The original's.</param>
/// <param name="IsHonest">Whether script and data came about as they do among honest peers; false for mutated ones.</param>
internal sealed record Comparison(
    InvokeRequest Request, IReadOnlyDictionary<uint, CallResult> CallResults, VmAnswer Ours, VmAnswer Theirs, bool IsHonest);

/// <summary>Where both interpreters do not agree.</summary>
internal sealed record Difference(Aspect Aspect, string Ours, string Theirs, Comparison In)
{
    private const int LongestLine = 600;

    /// <summary>The difference for people: only the lines that are not in both.</summary>
    public override string ToString()
    {
        string[] ours = Ours.Split('\n'), theirs = Theirs.Split('\n');
        IEnumerable<string> lines = Aspect is Aspect.Data or Aspect.CallRequests
            ? [.. ours.Except(theirs).Select(static line => $"  ours   {line}"), .. theirs.Except(ours).Select(static line => $"  theirs {line}")]
            : [$"  ours   {Ours}", $"  theirs {Theirs}"];
        lines = lines.Select(static line => line.Length > LongestLine ? $"{line.AsSpan(0, LongestLine)}…" : line);
        return $"{Aspect} differs (ours {In.Ours.Code}, theirs {In.Theirs.Code}):\n{string.Join('\n', lines)}";
    }
}
