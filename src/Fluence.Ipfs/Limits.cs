namespace Fluence.Ipfs;

/// <summary>Bounds that no option changes.</summary>
internal static class Limits
{
    /// <summary>The largest block, in bytes: what other peers of IPFS exchange at most.</summary>
    public const int BlockSize = 2 * 1024 * 1024;

    /// <summary>What a file of the store takes beside its contents, in bytes.</summary>
    public const int FileOverhead = 4096;

    /// <summary>The most levels of nodes from a root down to a leaf.</summary>
    public const int DagDepth = 128;

    /// <summary>The deepest nesting of lists and maps within one block.</summary>
    public const int NodeDepth = 127;

    /// <summary>The most blocks of a DAG that is fetched, exported or pinned as a whole.</summary>
    public const int DagBlocks = 1_000_000;

    /// <summary>The most names of a path.</summary>
    public const int PathLength = 256;

    /// <summary>The most pins.</summary>
    public const int Pins = 1_000_000;

    /// <summary>The longest header of an archive, in bytes.</summary>
    public const int CarHeader = 1024 * 1024;

    /// <summary>The longest binary CID, in bytes: two codes and a multihash.</summary>
    public const int CidLength = 160;

    /// <summary>The longest message of Bitswap, in bytes.</summary>
    public const int BitswapMessage = 4 * 1024 * 1024;

    /// <summary>What the blocks of one message of ours have together at most, in bytes; a single block may be larger.</summary>
    public const int BitswapPayload = 1024 * 1024;

    /// <summary>The blocks that are sent to who asked only whether they are here, in bytes.</summary>
    public const int BitswapInlineBlock = 1024;

    /// <summary>The most wants of one peer that are kept; others are answered, and forgotten.</summary>
    public const int BitswapWants = 1024;

    /// <summary>The most wants of all peers together that are kept.</summary>
    public const int BitswapAllWants = 128 * 1024;

    /// <summary>The messages with blocks that are sent at once, to all peers together.</summary>
    public const int BitswapSenders = 64;

    /// <summary>The messages that are received at once, of all peers together.</summary>
    public const int BitswapReaders = 256;

    /// <summary>The streams of one peer that are read at once.</summary>
    public const int BitswapReadersPerPeer = 4;

    /// <summary>The most entries of each kind in a message of Bitswap.</summary>
    public const int BitswapEntries = 16 * 1024;
}
