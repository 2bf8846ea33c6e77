using Fluence.Ethereum;
using Fluence.Peer.Configuration;

namespace Fluence.Peer.Chain;

/// <summary>The account of a peer on the chain.</summary>
internal static class PeerWallet
{
    /// <summary>Opens it as the configuration says; null where it says nothing.</summary>
    /// <exception cref="ConfigException">There is no such key.</exception>
    public static Wallet? Open(PeerConfig config)
    {
        string key = config.Chain.WalletKey;
        if (key.Length == 0)
        {
            return null;
        }

        if (Wallet.TryParse(key, out Wallet? wallet))
        {
            return wallet;
        }

        string file = Path.Combine(config.BaseDir, key);
        if (!File.Exists(file))
        {
            throw new ConfigException(
                $"chain_wallet_key is neither a key of 64 hexadecimal digits nor a file: there is no {file}");
        }

        return Wallet.TryParse(File.ReadAllText(file).Trim(), out wallet)
            ? wallet : throw new ConfigException($"{file}, which chain_wallet_key names, does not hold a key of 64 hexadecimal digits");
    }
}
