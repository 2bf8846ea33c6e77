namespace Fluence.AquaVM;

/// <summary>What an invoke works on.</summary>
/// <param name="Air">The script.</param>
/// <param name="PreviousData">The data that the last invoke for this particle on this peer returned; empty at first.</param>
/// <param name="CurrentData">The data that came in with the particle; empty when the invoke only brings call results.</param>
/// <param name="Parameters">What the host knows about the particle and the peer.</param>
/// <param name="CallResults">The results of calls that earlier invokes requested, by call id.</param>
public sealed record InvokeRequest(
    string Air,
    ReadOnlyMemory<byte> PreviousData,
    ReadOnlyMemory<byte> CurrentData,
    RunParameters Parameters,
    IReadOnlyDictionary<uint, CallResult> CallResults);
