using Fluence.AquaVM.Data;
using Fluence.AquaVM.Signing;

namespace Fluence.AquaVM.Verification;

/// <summary>
/// The peers of some data: who made which results, and the signatures for it. A peer's results only ever grow, so of two signatures of one
/// peer the one over more results replaces the other, provided that it covers all of them.
/// </summary>
internal sealed class DataVerifier
{
    private readonly Dictionary<string, PeerRecord> _peers = new(StringComparer.Ordinal);

    /// <summary>Groups the CIDs of a trace by peer.</summary>
    /// <param name="data">The data.</param>
    /// <param name="keys">Reads public keys.</param>
    /// <param name="known">The peers of other data of the same invoke, which these data are likely to repeat.</param>
    /// <exception cref="UncatchableException">Code 9 for a malformed key or a peer without one, code 8 for a CID that no store
    /// has.</exception>
    public DataVerifier(InterpreterData data, PeerKeys keys, DataVerifier? known = null)
    {
        foreach ((ReadOnlyMemory<byte> encoded, ReadOnlyMemory<byte> signature) in data.Signatures)
        {
            PeerKey key = keys.Read(encoded);
            _peers[key.PeerId] = new PeerRecord(key, encoded, signature);
        }

        TraceCids cids = new(data);
        PeerRecord? peer = null;
        string? lastPeerId = null;
        foreach (ExecutedState state in data.Trace)
        {
            if (cids.TryGetMaker(state, out DataCid? cid, out string? peerId))
            {
                // equal ids are the same object, and one peer mostly makes many results in a row
                if (peer is null || !ReferenceEquals(peerId, lastPeerId))
                {
                    peer = _peers.TryGetValue(peerId, out PeerRecord? found) ? found : throw NoKey(peerId);
                    lastPeerId = peerId;
                }

                peer.Add(cid);
            }
        }

        foreach ((string peerId, PeerRecord one) in _peers)
        {
            one.Sort(known?._peers.GetValueOrDefault(peerId));
        }
    }

    /// <summary>What a peer has made in these data; null if it is not known there.</summary>
    public SortedCids? MadeBy(string peerId) => _peers.GetValueOrDefault(peerId)?.Made;

    /// <summary>The peers in the order of their signatures.</summary>
    public IEnumerable<PeerRecord> Peers => _peers.Values;

    /// <summary>Whether a peer has signed its CIDs.</summary>
    public static bool IsSigned(PeerRecord peer, string particleId, SignatureMemory memory)
    {
        ReadOnlySpan<byte> signature = peer.Signature.Span;
        using SignedMessage message = SignedMessage.Of(peer.Cids, particleId);

        // the original reads the algorithm of the signature, and then goes by that of the key
        return signature is [0 or 2, ..] && memory.Verify(peer.Key.Key, message.Bytes, signature[1..]);
    }

    /// <summary>Checks every signature.</summary>
    /// <exception cref="UncatchableException">Code 9.</exception>
    public void Verify(string particleId, SignatureMemory memory)
    {
        foreach (PeerRecord peer in _peers.Values)
        {
            if (!IsSigned(peer, particleId, memory))
            {
                throw new UncatchableException(
                    ReturnCode.SignatureVerification,
                    $"signature mismatch for {RustDebug.String(peer.Key.PeerId)}: Verification(Ed25519), values: CIDS: {List(peer)}");
            }
        }
    }

    /// <summary>Merges the signatures of both.</summary>
    /// <exception cref="UncatchableException">Code 9 if a peer has signed two sets of which neither contains the other.</exception>
    public SignatureStore Merge(DataVerifier other)
    {
        Dictionary<string, PeerRecord> merged = new(_peers, StringComparer.Ordinal);
        foreach ((string peerId, PeerRecord theirs) in other._peers)
        {
            if (!merged.TryGetValue(peerId, out PeerRecord? ours))
            {
                merged.Add(peerId, theirs);
                continue;
            }

            (PeerRecord larger, PeerRecord smaller) = ours.Cids.Count < theirs.Cids.Count ? (theirs, ours) : (ours, theirs);
            if (!larger.Contains(smaller))
            {
                throw new UncatchableException(
                    ReturnCode.SignatureVerification,
                    $"inconsistent CID multisets on merge for peer {RustDebug.String(peerId)}, "
                    + $"prev: {List(larger)}, current: {List(smaller)}");
            }

            merged[peerId] = larger;
        }

        SignatureStore store = new();
        foreach (PeerRecord peer in merged.Values)
        {
            store.Set(peer.EncodedKey, peer.Signature);
        }

        return store;
    }

    private static string List(PeerRecord peer) => RustDebug.List(peer.Cids.Select(static cid => RustDebug.String(cid.Text)));

    private static UncatchableException NoKey(string peerId) => new(
        ReturnCode.SignatureVerification, $"peer_id doens't match any available public key: {RustDebug.String(peerId)}");
}
