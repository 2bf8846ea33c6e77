using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Signing;
using Fluence.AquaVM.Verification;
using Fluence.Crypto;

namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>
/// Signs tampered data as if all peers had agreed on it, so that only what comes after the check of signatures can find something wrong.
/// </summary>
internal static class Resigner
{
    public static InterpreterData Resign(InterpreterData data, string particleId)
    {
        Dictionary<string, List<DataCid>> made = NetworkCase.Ids.ToDictionary(static id => id, static _ => new List<DataCid>());
        TraceCids cids = new(data);
        foreach (ExecutedState state in data.Trace)
        {
            try
            {
                if (cids.TryGetMaker(state, out DataCid? cid, out string? peerId) && made.TryGetValue(peerId, out List<DataCid>? list))
                {
                    list.Add(cid);
                }
            }
            catch (UncatchableException)
            {
                // nobody can sign what is not there
            }
        }

        SignatureStore signatures = new();
        foreach ((int peer, KeyPair key) in NetworkCase.Keys.Index())
        {
            List<DataCid> own = made[NetworkCase.Ids[peer]];
            if (own.Count > 0)
            {
                CidOrder.Sort(own);
                using SignedMessage message = SignedMessage.Of(own, particleId);
                byte[] signature = key.Sign(message.Bytes);
                signatures.Set(
                    (byte[])[DataSigner.Algorithm, .. key.PublicKey.Bytes.Span], (byte[])[DataSigner.Algorithm, .. signature]);
            }
        }

        return data with { Signatures = signatures };
    }
}
