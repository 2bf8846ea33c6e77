using System.Collections.Immutable;

namespace Fluence.AquaVM.Data;

/// <summary>One state of a trace: what an instruction that leaves a mark in the data has come to.</summary>
internal abstract record ExecutedState
{
    private protected ExecutedState()
    {
    }
}

/// <summary>The sizes of both branches of a <c>par</c>, counted in states, nested ones included.</summary>
internal sealed record ParState(uint LeftSize, uint RightSize) : ExecutedState;

/// <summary>The states of a fold over a stream or a stream map: one lore record for each value visited.</summary>
internal sealed record FoldState(ImmutableArray<FoldSubTraceLore> Lore) : ExecutedState;

/// <summary>The generations that an <c>ap</c> into a stream or stream map has put its value into; exactly one in valid data.</summary>
internal sealed record ApState(ImmutableArray<uint> Generations) : ExecutedState
{
    private static readonly ApState[] Usual = [.. Enumerable.Range(0, 64).Select(static number => new ApState([(uint)number]))];

    /// <summary>The state of an <c>ap</c> into one generation; for the usual ones always the same object.</summary>
    public static ApState Of(uint generation) => generation < Usual.Length ? Usual[generation] : new ApState([generation]);
}

/// <summary>The state of a <c>call</c>.</summary>
internal abstract record CallState : ExecutedState;

/// <summary>The call was requested but has not been executed: <see cref="SenderPeerId"/> has sent the particle on, or, with
/// <see cref="CallId"/>, has asked its own host to run the service.</summary>
internal sealed record CallSentBy(string SenderPeerId, uint? CallId) : CallState;

/// <summary>The service returned an error; <see cref="ServiceResult"/> names a service result aggregate.</summary>
internal sealed record CallFailed(DataCid ServiceResult) : CallState;

/// <summary>The call was executed and its result put into a scalar.</summary>
internal sealed record CallExecutedScalar(DataCid ServiceResult) : CallState;

/// <summary>The call was executed and its result put into a stream.</summary>
internal sealed record CallExecutedStream(DataCid ServiceResult, uint Generation) : CallState;

/// <summary>The call was executed and its result dropped; <see cref="Value"/> is the CID of the value itself.</summary>
internal sealed record CallExecutedUnused(DataCid Value) : CallState;

/// <summary>The state of a <c>canon</c>.</summary>
internal abstract record CanonState : ExecutedState;

/// <summary>The canonicalisation was requested of another peer.</summary>
internal sealed record CanonSentBy(string SenderPeerId) : CanonState;

/// <summary>The canonicalisation was done; <see cref="CanonResult"/> names a canon result aggregate.</summary>
internal sealed record CanonExecuted(DataCid CanonResult) : CanonState;

/// <summary>Where the states of one fold iteration lie: the value at <see cref="ValuePosition"/> was visited, and left
/// the states of <see cref="SubTraces"/> before and after the <c>next</c> instruction.</summary>
internal sealed record FoldSubTraceLore(uint ValuePosition, ImmutableArray<SubTraceDesc> SubTraces);

/// <summary>A run of states in a trace.</summary>
internal readonly record struct SubTraceDesc(uint Begin, uint Length);
