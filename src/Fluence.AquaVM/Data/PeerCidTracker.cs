namespace Fluence.AquaVM.Data;

/// <summary>
/// The CIDs of call results and canonical streams that the current peer has made, in this run or before, as the run meets them.
/// </summary>
/// <param name="currentPeerId">The current peer.</param>
internal sealed class PeerCidTracker(string currentPeerId)
{
    private readonly List<DataCid> _cids = [];

    /// <summary>What the current peer signs; a CID that was met twice stands there twice.</summary>
    public List<DataCid> Cids => _cids;

    /// <summary>Notes a CID if <paramref name="peerId"/> is the current peer.</summary>
    public void Register(string peerId, DataCid cid)
    {
        if (peerId == currentPeerId)
        {
            _cids.Add(cid);
        }
    }
}
