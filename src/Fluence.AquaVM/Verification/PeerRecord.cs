using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Verification;

/// <summary>A peer with its signature and with the CIDs in a trace that it has made.</summary>
internal sealed record PeerRecord(PeerKey Key, ReadOnlyMemory<byte> EncodedKey, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The CIDs, sorted by bytes once all are collected; those that occur twice stand there twice.</summary>
    public List<DataCid> Cids { get; } = [];

    /// <summary>Whether the CIDs of another record are among these, each as often.</summary>
    public bool Contains(PeerRecord other)
    {
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
