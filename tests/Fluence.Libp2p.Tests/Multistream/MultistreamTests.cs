using System.Buffers;
using Fluence.Libp2p.Multistream;

namespace Fluence.Libp2p.Tests.Multistream;

public class MultistreamTests
{
    [Fact]
    public void A_dialler_sends_header_and_proposal_together_as_js_libp2p_does()
    {
        ArrayBufferWriter<byte> output = new();

        new MultistreamDialer("/noise").Start(output);

        Assert.Equal("\u0013/multistream/1.0.0\n\u0007/noise\n"u8.ToArray(), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void A_listener_echoes_at_every_split_of_the_bytes()
    {
        byte[] input = [.. Lines("/multistream/1.0.0", "/other", "/noise"), 1, 2, 3];
        for (int split = 0; split <= input.Length; split++)
        {
            (MultistreamNegotiator listener, byte[] output, byte[] rest) =
                Feed(new MultistreamListener("/noise"), input[..split], input[split..]);

            Assert.Equal("/noise", listener.Selected);
            Assert.Equal(Lines("/multistream/1.0.0", "na", "/noise"), output);
            Assert.Equal([1, 2, 3], rest);
        }
    }

    [Fact]
    public void A_dialler_takes_the_first_protocol_that_the_peer_speaks_byte_by_byte()
    {
        byte[] input = Lines("/multistream/1.0.0", "na", "/b");

        (MultistreamNegotiator dialer, byte[] output, _) =
            Feed(new MultistreamDialer("/a", "/b", "/c"), [.. input.Select(value => new[] { value })]);

        Assert.Equal("/b", dialer.Selected);
        Assert.Equal(Lines("/b"), output);
    }

    [Fact]
    public void A_dialler_fails_when_the_peer_speaks_none() => Assert.Throws<UnsupportedProtocolException>(
        () => Feed(new MultistreamDialer("/a", "/b"), Lines("/multistream/1.0.0", "na", "na")));

    [Fact]
    public void The_list_is_one_line_of_lines()
    {
        (_, byte[] output, _) = Feed(new MultistreamListener("/a", "/b"), Lines("/multistream/1.0.0", "ls", "/a"));

        Assert.Equal([.. Lines("/multistream/1.0.0"), 9, .. Lines("/a", "/b"), (byte)'\n', .. Lines("/a")], output);
    }

    [Theory]
    [InlineData("/multistream/2.0.0")]
    [InlineData("/noise")]
    [InlineData("")]
    public void Another_header_is_a_violation(string header)
    {
        Assert.Throws<ProtocolViolationException>(() => Feed(new MultistreamListener("/a"), Lines(header)));
        Assert.Throws<ProtocolViolationException>(() => Feed(new MultistreamDialer("/a"), Lines(header)));
    }

    [Fact]
    public void Another_answer_is_a_violation() => Assert.Throws<ProtocolViolationException>(
        () => Feed(new MultistreamDialer("/a"), Lines("/multistream/1.0.0", "/b")));

    [Fact]
    public void Lines_of_up_to_1024_bytes_are_taken()
    {
        string longest = new('x', 1023);

        Assert.Equal(longest, Feed(new MultistreamListener(longest), Lines("/multistream/1.0.0", longest)).Negotiator.Selected);
        Assert.Throws<ProtocolViolationException>(
            () => Feed(new MultistreamListener(longest), Lines("/multistream/1.0.0", longest + "x")));
    }

    [Theory]
    [InlineData("00")]
    [InlineData("ffffff")]
    [InlineData("8000")]
    [InlineData("026161")]
    public void Malformed_lines_are_violations(string bytes) => Assert.Throws<ProtocolViolationException>(
        () => Feed(new MultistreamListener("/a"), Convert.FromHexString(bytes)));

    [Fact]
    public void Endless_proposals_are_a_violation()
    {
        byte[] input = Lines(["/multistream/1.0.0", .. Enumerable.Repeat("/unknown", 1000)]);

        Assert.Throws<ProtocolViolationException>(() => Feed(new MultistreamListener("/a"), input));
    }

    [Fact]
    public void Random_bytes_end_in_a_result_or_in_the_documented_errors()
    {
        Random random = new(13);
        byte[] valid = Lines("/multistream/1.0.0", "/a", "/b");
        for (int i = 0; i < 20_000; i++)
        {
            byte[] input = valid[..];
            for (int flips = random.Next(4); flips > 0; flips--)
            {
                input[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
            }

            if (i % 2 == 0)
            {
                random.NextBytes(input.AsSpan(random.Next(input.Length)));
            }

            MultistreamNegotiator negotiator = i % 3 == 0 ? new MultistreamDialer("/a", "/b") : new MultistreamListener("/b");
            Exception? exception = Record.Exception(() => Feed(negotiator, input[..random.Next(input.Length)], input));
            Assert.True(exception is null or ProtocolViolationException or UnsupportedProtocolException, $"{exception}");
        }
    }

    private static byte[] Lines(params string[] lines)
    {
        ArrayBufferWriter<byte> writer = new();
        foreach (string line in lines)
        {
            MultistreamLine.Write(writer, line);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Hands parts of the input to a negotiator as a connection would.</summary>
    private static (MultistreamNegotiator Negotiator, byte[] Output, byte[] Unread) Feed(
        MultistreamNegotiator negotiator, params byte[][] parts)
    {
        ArrayBufferWriter<byte> output = new();
        byte[] rest = [];
        foreach (byte[] part in parts)
        {
            ReadOnlySequence<byte> sequence = new([.. rest, .. part]);
            negotiator.Process(ref sequence, output);
            rest = sequence.ToArray();
        }

        return (negotiator, output.WrittenSpan.ToArray(), rest);
    }
}
