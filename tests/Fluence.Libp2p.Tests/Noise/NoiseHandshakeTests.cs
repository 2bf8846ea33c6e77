using Fluence.Crypto;
using Fluence.Libp2p.Noise;
using Fluence.Libp2p.Tests.Support;

namespace Fluence.Libp2p.Tests.Noise;

public class NoiseHandshakeTests
{
    private readonly KeyPair _alice = TestHosts.Key(1);
    private readonly KeyPair _bob = TestHosts.Key(2);

    [Fact]
    public void Both_sides_learn_who_the_other_is_and_share_keys()
    {
        using NoiseHandshake initiator = new(new NoiseIdentity(_alice, ["/yamux/1.0.0"]), _bob.PeerId);
        using NoiseHandshake responder = new(new NoiseIdentity(_bob, []), null);

        Run(initiator, responder);

        Assert.Equal(_bob.PeerId, initiator.RemotePeer);
        Assert.Equal(_alice.PeerId, responder.RemotePeer);
        Assert.Equal(["/yamux/1.0.0"], responder.RemotePayload!.Muxers);
        Assert.Empty(initiator.RemotePayload!.Muxers);
        byte[] text = "hello"u8.ToArray(), tag = new byte[CipherState.TagLength];
        initiator.Split().Initiator.Encrypt([], text, text, tag);
        Assert.True(responder.Split().Initiator.TryDecrypt([], text, tag, text));
        Assert.Equal("hello"u8.ToArray(), text);
    }

    [Fact]
    public void Messages_have_the_sizes_of_the_specification()
    {
        using NoiseHandshake initiator = new(new NoiseIdentity(_alice, []), null);
        using NoiseHandshake responder = new(new NoiseIdentity(_bob, []), null);

        byte[] first = initiator.WriteFirst();
        responder.ReadFirst(first);
        byte[] second = responder.WriteSecond();
        initiator.ReadSecond(second);

        // with the length prefix: 34, 202 and 170 bytes; js-libp2p's are two longer for an empty extensions field
        Assert.Equal([32, 200, 168], [first.Length, second.Length, initiator.WriteThird().Length]);
    }

    [Fact]
    public void A_dialler_refuses_another_peer_than_the_expected_one()
    {
        using NoiseHandshake initiator = new(new NoiseIdentity(_alice, []), TestHosts.Key(3).PeerId);
        using NoiseHandshake responder = new(new NoiseIdentity(_bob, []), null);

        Assert.Equal("wrong_peer", Violation(() => Run(initiator, responder)));
    }

    [Fact]
    public void A_signature_by_another_key_is_refused_by_both_sides()
    {
        NoiseIdentity bob = new(_bob, []);
        NoiseIdentity thief = new(_bob, [])
        {
            PayloadBytes = (bob.Payload with { IdentityKey = _alice.PublicKey.ToProtobuf() }).ToBytes(),
        };

        Assert.Equal("noise_signature", Violation(() => Run(new NoiseHandshake(bob, null), new NoiseHandshake(thief, null))));
        Assert.Equal("noise_signature", Violation(() => Run(new NoiseHandshake(thief, null), new NoiseHandshake(bob, null))));
    }

    [Fact]
    public void A_payload_of_another_session_is_refused()
    {
        // the signature is good, but it covers the static key of another host
        NoiseIdentity replayed = new(_bob, []) { PayloadBytes = new NoiseIdentity(_bob, []).PayloadBytes };

        Assert.Equal("noise_signature", Violation(() => Run(Initiator(), new NoiseHandshake(replayed, null))));
    }

    [Theory]
    [InlineData("08021220")]
    [InlineData("")]
    public void A_key_of_another_kind_is_refused(string key)
    {
        NoiseIdentity identity = new(_bob, []);
        NoiseIdentity other = new(_bob, [])
        {
            PayloadBytes = (identity.Payload with { IdentityKey = Convert.FromHexString(key) }).ToBytes(),
        };

        Assert.Equal("noise_identity_key", Violation(() => Run(Initiator(), new NoiseHandshake(other, null))));
    }

    [Fact]
    public void A_malformed_payload_is_refused()
    {
        NoiseIdentity other = new(_bob, []) { PayloadBytes = [0xff, 0xff, 0xff] };

        Assert.Equal("noise_payload", Violation(() => Run(Initiator(), new NoiseHandshake(other, null))));
    }

    [Fact]
    public void An_ephemeral_key_of_small_order_is_refused()
    {
        using NoiseHandshake responder = new(new NoiseIdentity(_bob, []), null);
        responder.ReadFirst(new byte[32]);

        Assert.Equal("noise_key", Violation(() => responder.WriteSecond()));
    }

    [Fact]
    public void A_flip_of_any_bit_of_the_second_or_third_message_is_noticed()
    {
        for (int bit = 0; bit < 200 * 8; bit += 7)
        {
            using NoiseHandshake initiator = Initiator(), responder = new(new NoiseIdentity(_bob, []), null);
            responder.ReadFirst(initiator.WriteFirst());
            byte[] second = responder.WriteSecond();

            Assert.NotNull(Violation(() => initiator.ReadSecond(Flip(second, bit))));
        }

        for (int bit = 0; bit < 168 * 8; bit += 7)
        {
            using NoiseHandshake initiator = Initiator(), responder = new(new NoiseIdentity(_bob, []), null);
            responder.ReadFirst(initiator.WriteFirst());
            initiator.ReadSecond(responder.WriteSecond());
            byte[] third = initiator.WriteThird();

            Assert.NotNull(Violation(() => responder.ReadThird(Flip(third, bit))));
        }
    }

    [Fact]
    public void Random_messages_of_any_length_are_refused()
    {
        Random random = new(25519);
        for (int length = 0; length < 300; length++)
        {
            byte[] message = new byte[length];
            random.NextBytes(message);
            using NoiseHandshake initiator = Initiator();
            initiator.WriteFirst();
            Assert.NotNull(Violation(() => initiator.ReadSecond(message)));
            using NoiseHandshake responder = new(new NoiseIdentity(_bob, []), null);
            Assert.NotNull(Violation(() =>
            {
                responder.ReadFirst(message);
                responder.WriteSecond();
                responder.ReadThird(message);
            }));
        }
    }

    [Fact]
    public void Damaged_payloads_give_the_documented_error_or_a_payload()
    {
        byte[] valid = new NoiseIdentity(_bob, ["/yamux/1.0.0", "/mplex/6.7.0"]).PayloadBytes;
        Random random = new(4);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = valid[..random.Next(valid.Length + 1)];
            for (int flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            Exception? exception = Record.Exception(() => NoisePayload.Parse(bytes));
            Assert.True(exception is null or ProtocolViolationException, $"{exception}");
        }
    }

    private static byte[] Flip(byte[] message, int bit)
    {
        message[bit / 8] ^= (byte)(1 << (bit % 8));
        return message;
    }

    private static string? Violation(Action action) => (Record.Exception(action) as ProtocolViolationException)?.Reason;

    private static void Run(NoiseHandshake initiator, NoiseHandshake responder)
    {
        responder.ReadFirst(initiator.WriteFirst());
        initiator.ReadSecond(responder.WriteSecond());
        responder.ReadThird(initiator.WriteThird());
    }

    private NoiseHandshake Initiator() => new(new NoiseIdentity(_alice, []), null);
}
