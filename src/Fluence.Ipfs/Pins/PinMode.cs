namespace Fluence.Ipfs.Pins;

/// <summary>How much a pin keeps.</summary>
public enum PinMode
{
    /// <summary>A block and all that it leads to.</summary>
    Recursive,

    /// <summary>One block.</summary>
    Direct,

    /// <summary>Nothing by itself: the block is kept by a recursive pin of another.</summary>
    Indirect,
}
