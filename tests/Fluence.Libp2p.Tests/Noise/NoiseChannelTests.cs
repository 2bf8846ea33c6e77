using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Noise;

public class NoiseChannelTests
{
    private static readonly byte[] Key = TestHosts.RandomBytes(32);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(65_518)]
    [InlineData(65_519)]
    [InlineData(65_520)]
    [InlineData(131_038)]
    [InlineData(131_039)]
    [InlineData(300_000)]
    public async Task Plaintext_of_any_size_arrives_over_chunks_of_any_size(int size)
    {
        byte[] text = TestHosts.RandomBytes(size);
        foreach (int chunk in (int[])[1000, 65_537, int.MaxValue])
        {
            Assert.True((await ReceiveAsync(Seal(text), () => chunk)).AsSpan().SequenceEqual(text), $"chunks of {chunk}");
        }
    }

    [Fact]
    public async Task Plaintext_arrives_at_every_split_of_the_bytes()
    {
        byte[] text = TestHosts.RandomBytes(50), wire = [.. Seal(text)];
        for (int split = 1; split <= wire.Length; split++)
        {
            int next = split;
            Assert.Equal(text, await ReceiveAsync(wire, () => Interlocked.Exchange(ref next, int.MaxValue)));
        }
    }

    [Fact]
    public async Task Many_appended_frames_share_a_message()
    {
        using SealedBuffer buffer = new();
        for (int i = 0; i < 1000; i++)
        {
            buffer.Append([(byte)i, 1, 2]);
        }

        byte[] wire = buffer.Seal(new CipherState(Key)).ToArray();

        Assert.Equal(2 + 3000 + CipherState.TagLength, wire.Length);
        Assert.Equal(3000, (await ReceiveAsync(wire, () => 7)).Length);
    }

    [Fact]
    public async Task A_flip_of_any_bit_is_noticed()
    {
        byte[] wire = Seal(TestHosts.RandomBytes(20));

        // the first two bytes are the length, whose change makes the message longer or shorter
        for (int bit = 16; bit < wire.Length * 8; bit++)
        {
            byte[] damaged = wire[..];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            ProtocolViolationException violation =
                await Assert.ThrowsAsync<ProtocolViolationException>(() => ReceiveAsync(damaged, () => 5));
            Assert.Equal("noise_authentication", violation.Reason);
        }
    }

    [Theory]
    [InlineData("0000")]
    [InlineData("000f000102030405060708090a0b0c0d0e")]
    public async Task A_message_without_room_for_its_tag_is_a_violation(string wire) => Assert.Equal(
        "noise_message",
        (await Assert.ThrowsAsync<ProtocolViolationException>(() => ReceiveAsync(Convert.FromHexString(wire), () => 100))).Reason);

    [Fact]
    public async Task An_end_within_a_message_is_a_violation()
    {
        byte[] wire = Seal(TestHosts.RandomBytes(20));
        for (int length = 1; length < wire.Length; length++)
        {
            byte[] truncated = wire[..length];
            Assert.Equal(
                "noise_truncated", (await Assert.ThrowsAsync<ProtocolViolationException>(() => ReceiveAsync(truncated, () => 100))).Reason);
        }
    }

    [Fact]
    public async Task A_repeated_message_is_refused()
    {
        byte[] wire = Seal(TestHosts.RandomBytes(20));

        Assert.Equal(
            "noise_authentication",
            (await Assert.ThrowsAsync<ProtocolViolationException>(() => ReceiveAsync([.. wire, .. wire], () => 100))).Reason);
    }

    [Fact]
    public async Task Bytes_that_came_with_the_handshake_are_read_first()
    {
        byte[] text = TestHosts.RandomBytes(100), wire = Seal(text);

        Assert.Equal(text, await ReceiveAsync(wire[30..], () => 100, leftover: wire[..30]));
    }

    private static byte[] Seal(byte[] text)
    {
        using SealedBuffer buffer = new();
        buffer.Append(text);
        return buffer.Seal(new CipherState(Key)).ToArray();
    }

    private static async Task<byte[]> ReceiveAsync(byte[] wire, Func<int> nextChunk, byte[]? leftover = null)
    {
        (DuplexStream near, DuplexStream far) = DuplexStream.CreatePair(nextChunk: nextChunk);
        await near.WriteAsync(wire);
        await near.CloseSendAsync();
        using NoiseChannel channel = new(far, new CipherState(Key), new CipherState(Key), leftover);
        using MemoryStream text = new();
        while (await channel.ReadAsync(CancellationToken.None).Soon())
        {
            text.Write(channel.Message.Span);
        }

        return text.ToArray();
    }
}
