namespace Fluence.AquaVM;

/// <summary>How an <see cref="AquaVm"/> behaves.</summary>
public sealed record AquaVmOptions
{
    /// <summary>
    /// The version of the original whose behaviour is wanted and which the data announce. All peers of a network must agree on it.
    /// </summary>
    public AquaVmVersion Version { get; init; } = AquaVmVersion.V062;

    /// <summary>How many instructions one invoke may execute; more end it with an error that no script can catch.</summary>
    public long MaxSteps { get; init; } = 10_000_000;

    /// <summary>
    /// How many signatures to remember as good, and as many of the own key's; 0 for none. It changes speed, never a result: peers meet the
    /// same signatures in every step of a particle.
    /// </summary>
    public int RememberedSignatures { get; init; } = 4096;

    /// <summary>
    /// How many bytes the scripts may take, roughly, whose syntax trees are remembered, at most 1024 scripts; 0 for none. It changes speed,
    /// never a result: every step of a particle runs the same script.
    /// </summary>
    public long RememberedScriptBytes { get; init; } = 64L << 20;
}

/// <summary>Versions of the original that differ in behaviour; data format and codes are the same.</summary>
public enum AquaVmVersion
{
    /// <summary>0.62.0: a fold over a canonical stream map visits every pair, in the order of insertion.</summary>
    V062,

    /// <summary>0.64.1: such a fold visits the last pair of every key.</summary>
    V064,
}
