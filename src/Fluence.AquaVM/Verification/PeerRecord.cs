using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Verification;

/// <summary>A peer with its signature and with the CIDs in a trace that it has made.</summary>
internal sealed record PeerRecord(PeerKey Key, ReadOnlyMemory<byte> EncodedKey, ReadOnlyMemory<byte> Signature)
{
    private readonly List<DataCid> _found = [];

    /// <summary>The CIDs, once all are collected.</summary>
    public SortedCids? Made { get; private set; }

    /// <summary>The CIDs in the order in which they are signed.</summary>
    public List<DataCid> Cids => Made?.Sorted ?? [];

    /// <summary>Adds a CID that the trace has.</summary>
    public void Add(DataCid cid) => _found.Add(cid);

    /// <summary>All are collected.</summary>
    /// <param name="known">The same peer in other data, which are likely to have the same CIDs.</param>
    public void Sort(PeerRecord? known) => Made = SortedCids.Of(_found, known?.Made);

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
