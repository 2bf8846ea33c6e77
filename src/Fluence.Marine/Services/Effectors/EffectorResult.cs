namespace Fluence.Marine.Services.Effectors;

/// <summary>What came of running a program.</summary>
/// <param name="Code">Its exit code, or one of the codes below.</param>
/// <param name="Error">Why it could not be run; empty where it was.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="ErrorOutput">What it wrote to standard error.</param>
public sealed record EffectorResult(int Code, string Error, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> ErrorOutput)
{
    /// <summary>The code of a program that a signal ended.</summary>
    public const int Terminated = 100_000;

    /// <summary>The code where the program could not be run.</summary>
    public const int NotRun = 100_001;

    /// <summary>A program that could not be run, or was stopped.</summary>
    public static EffectorResult Failed(int code, string error) => new(code, error, default, default);
}
