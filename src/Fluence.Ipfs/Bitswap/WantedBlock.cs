using Fluence.Crypto;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Bitswap;

/// <summary>A block that this peer wants, and whom it asked. Only to be touched under the lock of <see cref="BitswapClient"/>.</summary>
internal sealed class WantedBlock(Cid cid) : IDisposable
{
    public Cid Cid { get; } = cid;

    /// <summary>How many operations wait for it.</summary>
    public int Waiters { get; set; }

    /// <summary>The peers that were asked, whether for the block or for its presence.</summary>
    public HashSet<PeerId> Asked { get; } = [];

    /// <summary>The peers that were asked and are of no more use.</summary>
    public HashSet<PeerId> Failed { get; } = [];

    /// <summary>The peers that said they have it and are not asked for the block yet.</summary>
    public Queue<PeerId> Holders { get; } = [];

    /// <summary>The peer that is to send the block; null when there is none.</summary>
    public PeerId? Sender { get; set; }

    /// <summary>Whether all connected peers were asked.</summary>
    public bool IsBroadcast { get; set; }

    /// <summary>Ends the sender's time.</summary>
    public ITimer? Timer { get; set; }

    public TaskCompletionSource<ReadOnlyMemory<byte>> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => Timer?.Dispose();
}
