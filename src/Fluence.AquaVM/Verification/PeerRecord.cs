using System.Runtime.InteropServices;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Verification;

/// <summary>A peer with its signature and with the CIDs in a trace that it has made.</summary>
internal sealed record PeerRecord(PeerKey Key, ReadOnlyMemory<byte> EncodedKey, ReadOnlyMemory<byte> Signature)
{
    private List<DataCid> _found = [];

    /// <summary>The CIDs, sorted by bytes once all are collected; those that occur twice stand there twice.</summary>
    public List<DataCid> Cids { get; private set; } = [];

    /// <summary>Adds a CID that the trace has.</summary>
    public void Add(DataCid cid) => _found.Add(cid);

    /// <summary>All are collected.</summary>
    /// <param name="known">The same peer in other data: CIDs that were found in the same order need not be sorted again.</param>
    public void Sort(PeerRecord? known)
    {
        if (known is not null && CollectionsMarshal.AsSpan(_found).SequenceEqual(CollectionsMarshal.AsSpan(known._found)))
        {
            _found = known._found;
            Cids = known.Cids;
            return;
        }

        Cids = [.. _found];
        CidOrder.Sort(Cids);
    }

    /// <summary>Whether the CIDs of another record are among these, each as often.</summary>
    public bool Contains(PeerRecord other)
    {
        if (ReferenceEquals(Cids, other.Cids))
        {
            return true;
        }

        int index = 0;
        foreach (DataCid wanted in other.Cids)
        {
            while (index < Cids.Count && CidOrder.Compare(Cids[index], wanted) < 0)
            {
                index++;
            }

            if (index == Cids.Count || !Cids[index].Equals(wanted))
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
