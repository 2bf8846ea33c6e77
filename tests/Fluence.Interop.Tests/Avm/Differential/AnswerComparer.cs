using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Tests;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Compares answers: everything that can be seen from outside, where order and encoding have no meaning without these.</summary>
internal static class AnswerComparer
{
    /// <summary>Finds what differs and no deviation accounts for; null if nothing does.</summary>
    public static Difference? Compare(Comparison comparison, Action<Deviation> onDeviation)
    {
        (VmAnswer ours, VmAnswer theirs) = (comparison.Ours, comparison.Theirs);
        if (ours.Code != theirs.Code)
        {
            return Judge(new Difference(Aspect.Code, $"{ours.Code} {ours.Error}", $"{theirs.Code} {theirs.Error}", comparison), onDeviation);
        }

        return Text(Aspect.Error, ours.Error, theirs.Error)
            ?? Text(Aspect.Flags, $"{ours.Flags}", $"{theirs.Flags}")
            ?? Text(Aspect.NextPeers, Sorted(ours.NextPeers), Sorted(theirs.NextPeers))
            ?? Text(Aspect.CallRequests, Requests(ours), Requests(theirs))
            ?? (ours.Data.Span.SequenceEqual(theirs.Data.Span) ? null : Text(Aspect.Data, Data(ours), Data(theirs)));

        Difference? Text(Aspect aspect, string one, string other) =>
            one == other ? null : Judge(new Difference(aspect, one, other, comparison), onDeviation);
    }

    private static Difference? Judge(Difference difference, Action<Deviation> onDeviation)
    {
        Deviation? deviation = KnownDeviations.All.FirstOrDefault(deviation => deviation.Covers(difference));
        if (deviation is not null)
        {
            onDeviation(deviation);
        }

        return deviation is null ? difference : null;
    }

    private static string Sorted(IReadOnlyList<string> peers) => string.Join('\n', peers.Order(StringComparer.Ordinal));

    private static string Requests(VmAnswer answer) => CallRequestsCodec.TryDecode(
        answer.CallRequests.Span, out IReadOnlyDictionary<uint, CallRequest>? requests, out string? error)
        ? string.Join('\n', requests.OrderBy(static entry => entry.Key).Select(static entry => Request(entry.Key, entry.Value)))
        : $"undecodable: {error}";

    private static string Request(uint id, CallRequest request) =>
        $"{id} {request.ServiceId} {request.FunctionName} {new JsonArray(request.Arguments)} "
        + string.Join(' ', request.Tetraplets.Select(static list => $"[{string.Join(", ", list.Select(static one => one.ToString()))}]"));

    private static string Data(VmAnswer answer)
    {
        if (answer.Data.IsEmpty)
        {
            return string.Empty;
        }

        try
        {
            DataEnvelope envelope = DataEnvelope.Read(answer.Data);
            return $"{envelope.DataVersion} {envelope.InterpreterVersion}\n{DataText.Of(answer.Data)}";
        }
        catch (DataFormatException error)
        {
            return $"undecodable: {error.Message}";
        }
    }
}
