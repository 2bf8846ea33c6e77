using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fluence.Crypto;

namespace Fluence.AquaVM.Tests;

/// <summary>Files of the folder Golden, made by the original; each says which version made it.</summary>
internal static class GoldenFile
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name));

    public static IEnumerable<JsonElement> Cases(string name) =>
        JsonDocument.Parse(Bytes(name)).RootElement.GetProperty("cases").EnumerateArray();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static byte[] Base64(this JsonElement element, string name) => element.GetProperty(name).GetBytesFromBase64();

    /// <summary>The key pair of a peer of the golden files: the seed is the SHA2-256 of its name.</summary>
    public static KeyPair Key(string peerName) => KeyPair.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(peerName)));

    public static RunParameters Parameters(string init, string current, string particleId, ulong timestamp = 0, uint ttl = 0) => new(
        Key(init).PeerId.ToString(), Key(current).PeerId.ToString(), timestamp, ttl, particleId, 0, Key(current).Seed, SizeLimits.Default);
}
