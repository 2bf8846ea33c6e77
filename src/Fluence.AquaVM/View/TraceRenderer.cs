using System.Text.Json;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.View;

/// <summary>Writes the trace: each state with its position, its kind, and for results the value where it is at hand.</summary>
internal static class TraceRenderer
{
    /// <summary>Writes the array of states.</summary>
    public static void Write(Utf8JsonWriter writer, InterpreterData data)
    {
        writer.WriteStartArray("trace");
        for (int i = 0; i < data.Trace.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("pos", i);
            WriteState(writer, data.Trace[i], data);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteState(Utf8JsonWriter writer, ExecutedState state, InterpreterData data)
    {
        switch (state)
        {
            case ParState par:
                writer.WriteString("state", "par");
                writer.WriteNumber("left", par.LeftSize);
                writer.WriteNumber("right", par.RightSize);
                break;
            case CallState call:
                WriteCall(writer, call, data);
                break;
            case FoldState fold:
                WriteFold(writer, fold);
                break;
            case ApState ap:
                writer.WriteString("state", "ap");
                writer.WriteString("generations", string.Join(", ", ap.Generations));
                break;
            case CanonSentBy sent:
                writer.WriteString("state", "canon requested");
                writer.WriteString("sent_by", sent.SenderPeerId);
                break;
            case CanonExecuted canon:
                writer.WriteString("state", "canon executed");
                writer.WriteString("canon_result", canon.CanonResult.Text);
                break;
        }
    }

    private static void WriteCall(Utf8JsonWriter writer, CallState call, InterpreterData data)
    {
        switch (call)
        {
            case CallSentBy sent:
                writer.WriteString("state", "call requested");
                writer.WriteString("sent_by", sent.SenderPeerId);
                if (sent.CallId is { } id)
                {
                    writer.WriteNumber("call_id", id);
                }

                break;
            case CallFailed failed:
                writer.WriteString("state", "call failed");
                WriteResult(writer, failed.ServiceResult, data);
                break;
            case CallExecutedScalar scalar:
                writer.WriteString("state", "call executed, scalar");
                WriteResult(writer, scalar.ServiceResult, data);
                break;
            case CallExecutedStream stream:
                writer.WriteString("state", "call executed, stream");
                writer.WriteNumber("generation", stream.Generation);
                WriteResult(writer, stream.ServiceResult, data);
                break;
            case CallExecutedUnused unused:
                writer.WriteString("state", "call executed, unused");
                writer.WriteString("value_cid", unused.Value.Text);
                break;
        }
    }

    private static void WriteResult(Utf8JsonWriter writer, DataCid cid, InterpreterData data)
    {
        writer.WriteString("service_result", cid.Text);
        if (data.ServiceResults.TryGet(cid, out ServiceResultAggregate? result)
            && data.Tetraplets.TryGet(result.Tetraplet, out SecurityTetraplet? tetraplet))
        {
            writer.WriteString("peer_id", tetraplet.PeerPk);
            writer.WriteString("function", $"{tetraplet.ServiceId}.{tetraplet.FunctionName}");
        }
    }

    private static void WriteFold(Utf8JsonWriter writer, FoldState fold)
    {
        writer.WriteString("state", "fold");
        writer.WriteStartArray("iterations");
        foreach (FoldSubTraceLore lore in fold.Lore)
        {
            string parts = string.Join(" and ", lore.SubTraces.Select(static part => $"{part.Length} from {part.Begin}"));
            writer.WriteStringValue($"value {lore.ValuePosition}: {parts}");
        }

        writer.WriteEndArray();
    }
}
