using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Tests.Pipeline;

public sealed class CallCodecTests
{
    /// <summary>The request of the worked example, as avm.wasm 0.62.0 writes it, up to its peer id.</summary>
    [Fact]
    public void A_request_has_the_bytes_of_the_original()
    {
        string peer = GoldenFile.Key("init").PeerId.ToString();
        SecurityTetraplet literal = new(peer, "", "", "");
        CallRequest request = new("srv", "fn", [new JsonString("x"), JsonNumber.FromInt64(1)], [[literal], [literal]]);
        byte[] bytes = CallRequestsCodec.Encode(new Dictionary<uint, CallRequest> { [1] = request });
        const string Tetraplet = "84a7706565725f706bd934*aa736572766963655f6964a0ad66756e6374696f6e5f6e616d65a0a46c656e73a0";
        string expected = "8104810184aa736572766963655f6964a3737276ad66756e6374696f6e5f6e616d65a2666ea9617267756d656e7473c40492a17801"
            + "aa7465747261706c657473c4c39291" + Tetraplet + "91" + Tetraplet;
        string peerHex = Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(peer));
        Assert.Equal(expected.Replace("*", peerHex, StringComparison.Ordinal), Convert.ToHexStringLower(bytes));
        Assert.True(CallRequestsCodec.TryDecode(bytes, out IReadOnlyDictionary<uint, CallRequest>? decoded, out _));
        Assert.Equal(bytes, CallRequestsCodec.Encode(decoded));
    }

    [Fact]
    public void Arguments_and_tetraplets_that_repeat_have_the_bytes_of_separate_ones()
    {
        SecurityTetraplet tetraplet = new("peer", "service", "function", ".$.a");
        JsonString text = new("x");
        JsonNumber number = JsonNumber.FromInt64(7);
        ImmutableArray<SecurityTetraplet> shared = [tetraplet, tetraplet];
        CallRequest repeated = new("s", "f", [text, text, text, number, number, text], [shared, shared, [tetraplet], shared, shared, shared]);
        CallRequest separate = new(
            "s",
            "f",
            [.. repeated.Arguments.Select(argument => JsonValue.Parse(argument.ToString()))],
            [.. repeated.Tetraplets.Select(tetraplets => tetraplets.Add(tetraplet).RemoveAt(0))]);
        Assert.Equal(
            CallRequestsCodec.Encode(new Dictionary<uint, CallRequest> { [3] = separate }),
            CallRequestsCodec.Encode(new Dictionary<uint, CallRequest> { [3] = repeated }));
    }

    [Fact]
    public void No_requests_and_no_results_have_the_bytes_of_the_original()
    {
        Assert.Equal([0x81, 0x04, 0x80], CallRequestsCodec.Encode(new Dictionary<uint, CallRequest>()));
        Assert.Equal([0x81, 0x04, 0x80], CallResultsCodec.Encode(new Dictionary<uint, CallResult>()));
    }

    [Fact]
    public void Results_go_both_ways()
    {
        Dictionary<uint, CallResult> results = new() { [0] = new CallResult(-1, ""), [uint.MaxValue] = new CallResult(int.MaxValue, "\"é\"") };
        Assert.True(CallResultsCodec.TryDecode(CallResultsCodec.Encode(results), out IReadOnlyDictionary<uint, CallResult>? decoded, out _));
        Assert.Equal(results, decoded);
    }

    [Theory]
    [InlineData("8104" + "81a131" + "9200a131")]
    [InlineData("8104" + "81a131" + "83a87265745f636f646500a6726573756c74a131a17801")]
    [InlineData("8104" + "81c40131" + "82a87265745f636f646500a6726573756c74c40131")]
    [InlineData("8104" + "81a131" + "82a6726573756c74a131a87265745f636f6465cf0000000000000000" + "ff")]
    public void All_forms_that_the_original_takes_are_read(string hex)
    {
        Assert.True(CallResultsCodec.TryDecode(Convert.FromHexString(hex), out IReadOnlyDictionary<uint, CallResult>? decoded, out _));
        Assert.Equal(new CallResult(0, "1"), decoded[1]);
    }

    [Fact]
    public void Damaged_bytes_give_an_error_and_never_throw()
    {
        Random random = new(23);
        byte[] results = CallResultsCodec.Encode(new Dictionary<uint, CallResult> { [1] = new(0, "\"x\""), [22] = new(-5, "[]") });
        byte[] requests = CallRequestsCodec.Encode(new Dictionary<uint, CallRequest>
        {
            [1] = new("s", "f", [JsonValue.Parse("""{"a":[1,2.5,null]}""")], [[new SecurityTetraplet("p", "s", "f", "l")]]),
        });
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = Damage(i % 2 == 0 ? results : requests, random);
            read += i % 2 == 0
                ? (CallResultsCodec.TryDecode(damaged, out _, out _) ? 1 : 0)
                : (CallRequestsCodec.TryDecode(damaged, out _, out _) ? 1 : 0);
        }

        Assert.InRange(read, 500, 19_500);
    }

    private static byte[] Damage(byte[] seed, Random random)
    {
        byte[] bytes = [.. seed];
        for (int flips = 1 + random.Next(2); flips > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
