namespace Fluence.Services.Calls;

/// <summary>Bytes that are put into a multihash as they are; the original keeps them in 64 bytes.</summary>
internal static class WrappedMultihash
{
    /// <summary>The longest input, in bytes.</summary>
    public const int MaxLength = 64;

    public static FunctionOutcome TooLong(int length) =>
        ArgumentErrors.Typed($"Invalid multihash size {length}.", $"Error(InvalidSize({length}))");
}
