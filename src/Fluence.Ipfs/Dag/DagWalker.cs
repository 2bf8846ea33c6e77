using System.Runtime.CompilerServices;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Dag;

/// <summary>Goes through the blocks of a DAG.</summary>
public static class DagWalker
{
    private const int Window = 32;

    /// <summary>
    /// The blocks of a DAG depth first, a node before what it links to, its links in order, and each block once: the order of archives.
    /// </summary>
    /// <param name="source">Where the blocks come from.</param>
    /// <param name="root">The first block.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="BlockNotFoundException">A block is missing.</exception>
    /// <exception cref="IpfsLimitException">There are too many blocks.</exception>
    /// <exception cref="IpfsFormatException">A block is not of its codec.</exception>
    public static async IAsyncEnumerable<Block> WalkAsync(
        IBlockSource source, Cid root, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        HashSet<Cid> seen = [];
        Stack<Cid> ahead = new([root]);
        while (ahead.TryPop(out Cid cid))
        {
            if (!seen.Add(cid))
            {
                continue;
            }

            CheckCount(root, seen.Count);
            Block block = await source.GetAsync(cid, cancellation);
            yield return block;
            foreach (Cid link in DagNodes.Links(block).Reverse().Where(link => !seen.Contains(link)))
            {
                ahead.Push(link);
            }
        }
    }

    /// <summary>Gets all blocks of a DAG from a source, many at once, in no order.</summary>
    /// <param name="source">Where the blocks come from.</param>
    /// <param name="root">The first block.</param>
    /// <param name="maxBytes">The bytes of all blocks together that are taken.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The bytes of all blocks together.</returns>
    /// <exception cref="BlockNotFoundException">A block is missing.</exception>
    /// <exception cref="IpfsLimitException">The DAG is larger.</exception>
    /// <exception cref="IpfsFormatException">A block is not of its codec.</exception>
    public static async Task<long> FetchAsync(IBlockSource source, Cid root, long maxBytes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        HashSet<Cid> seen = [root];
        Stack<Cid> ahead = new([root]);
        List<Task<Block>> running = [];
        long bytes = 0;
        try
        {
            while (ahead.Count > 0 || running.Count > 0)
            {
                while (running.Count < Window && ahead.TryPop(out Cid next))
                {
                    running.Add(source.GetAsync(next, giveUp.Token).AsTask());
                }

                Task<Block> done = await Task.WhenAny(running);
                running.Remove(done);
                Block block = await done;
                bytes += block.Data.Length;
                if (bytes > maxBytes)
                {
                    throw new IpfsLimitException($"{root} is larger than {maxBytes} bytes, the most that is taken here");
                }

                foreach (Cid link in DagNodes.Links(block).Reverse().Where(seen.Add))
                {
                    ahead.Push(link);
                }

                CheckCount(root, seen.Count);
            }
        }
        finally
        {
            await giveUp.CancelAsync();
            await Task.WhenAll(running).ContinueWith(
                static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return bytes;
    }

    private static void CheckCount(Cid root, int count)
    {
        if (count > Limits.DagBlocks)
        {
            throw new IpfsLimitException($"{root} has more than {Limits.DagBlocks} blocks");
        }
    }
}
