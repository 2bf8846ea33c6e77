using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Streams;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution.Instructions;

/// <summary>The states that <c>ap</c> leaves.</summary>
internal static class ApStates
{
    /// <summary>Stands in for a generation until the stream's generations are numbered.</summary>
    public const uint GenerationStub = 0xCAFEBABE;

    private static readonly ApState Stub = new([GenerationStub]);

    /// <summary>Takes the state from the data; the generation that it puts the value into.</summary>
    public static Generation Meet(ExecutionContext context)
    {
        MetAp met = context.Trace.MeetApStart();
        return met.Generation is { } number ? new Generation(met.Source, number) : Generation.New;
    }

    /// <summary>Writes the state.</summary>
    public static void Write(ExecutionContext context) => context.Trace.MeetApEnd(Stub);
}
