using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Benchmarks;

internal static class Libp2pBenchmark
{
    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["serve"] => Libp2pSide.ServeAsync(),
        ["dial", string target, string mebibytes, string handshakes] =>
            Libp2pSide.DialAsync(Multiaddr.Parse(target), int.Parse(mebibytes), int.Parse(handshakes)),
        _ => throw new ArgumentException("not yet"),
    };
}
