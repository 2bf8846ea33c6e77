using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;

namespace Fluence.Libp2p.Noise;

/// <summary>
/// <c>Noise_XX_25519_ChaChaPoly_SHA256</c> with libp2p's payloads, without any I/O: the caller carries the three messages.
/// <code>
/// → e
/// ← e, ee, s, es, payload
/// → s, se, payload
/// </code>
/// </summary>
/// <param name="identity">Who this side is.</param>
/// <param name="expectedPeer">Who the other side must be; null when any peer will do.</param>
internal sealed class NoiseHandshake(NoiseIdentity identity, PeerId? expectedPeer) : IDisposable
{
    private const int KeyLength = X25519KeyPair.Length;
    private const int SealedKeyLength = KeyLength + CipherState.TagLength;

    private readonly SymmetricState _symmetric = new();
    private readonly X25519KeyPair _ephemeral = X25519KeyPair.Generate();
    private byte[] _remoteEphemeral = [];

    /// <summary>The authenticated peer; null before its payload was read.</summary>
    public PeerId? RemotePeer { get; private set; }

    /// <summary>The peer's payload; null before it was read.</summary>
    public NoisePayload? RemotePayload { get; private set; }

    /// <summary>Initiator: the first message.</summary>
    public byte[] WriteFirst()
    {
        _symmetric.MixHash(_ephemeral.PublicKey.Span);
        return [.. _ephemeral.PublicKey.Span, .. _symmetric.EncryptAndHash([])];
    }

    /// <summary>Responder: reads the first message.</summary>
    public void ReadFirst(ReadOnlySpan<byte> message)
    {
        _remoteEphemeral = TakeKey(ref message);
        _symmetric.MixHash(_remoteEphemeral);
        _symmetric.DecryptAndHash(message);
    }

    /// <summary>Responder: the second message.</summary>
    public byte[] WriteSecond()
    {
        _symmetric.MixHash(_ephemeral.PublicKey.Span);
        MixSecret(_ephemeral, _remoteEphemeral);
        byte[] sealedKey = _symmetric.EncryptAndHash(identity.StaticKey.PublicKey.Span);
        MixSecret(identity.StaticKey, _remoteEphemeral);
        return [.. _ephemeral.PublicKey.Span, .. sealedKey, .. _symmetric.EncryptAndHash(identity.PayloadBytes)];
    }

    /// <summary>Initiator: reads the second message; <see cref="RemotePeer"/> is known then.</summary>
    public void ReadSecond(ReadOnlySpan<byte> message)
    {
        _remoteEphemeral = TakeKey(ref message);
        _symmetric.MixHash(_remoteEphemeral);
        MixSecret(_ephemeral, _remoteEphemeral);
        byte[] remoteStatic = TakeSealedKey(ref message);
        MixSecret(_ephemeral, remoteStatic);
        Authenticate(_symmetric.DecryptAndHash(message), remoteStatic);
    }

    /// <summary>Initiator: the third message.</summary>
    public byte[] WriteThird()
    {
        byte[] sealedKey = _symmetric.EncryptAndHash(identity.StaticKey.PublicKey.Span);
        MixSecret(identity.StaticKey, _remoteEphemeral);
        return [.. sealedKey, .. _symmetric.EncryptAndHash(identity.PayloadBytes)];
    }

    /// <summary>Responder: reads the third message; <see cref="RemotePeer"/> is known then.</summary>
    public void ReadThird(ReadOnlySpan<byte> message)
    {
        byte[] remoteStatic = TakeSealedKey(ref message);
        MixSecret(_ephemeral, remoteStatic);
        Authenticate(_symmetric.DecryptAndHash(message), remoteStatic);
    }

    /// <summary>The keys of the two directions, after the third message.</summary>
    public (CipherState Initiator, CipherState Responder) Split() => _symmetric.Split();

    public void Dispose() => _symmetric.Dispose();

    private void MixSecret(X25519KeyPair own, byte[] remote)
    {
        Span<byte> secret = stackalloc byte[KeyLength];
        if (!own.TryDeriveSharedSecret(remote, secret))
        {
            throw new ProtocolViolationException("noise_key", "the peer's Diffie-Hellman key is a point of small order");
        }

        _symmetric.MixKey(secret);
    }

    [MemberNotNull(nameof(RemotePeer), nameof(RemotePayload))]
    private void Authenticate(byte[] payloadBytes, byte[] remoteStatic)
    {
        NoisePayload payload = NoisePayload.Parse(payloadBytes);
        if (!PublicKey.TryFromProtobuf(payload.IdentityKey, out PublicKey? key))
        {
            throw new ProtocolViolationException("noise_identity_key", "the peer's identity is not an Ed25519 key");
        }

        if (!key.Verify([.. NoisePayload.SignedText, .. remoteStatic], payload.Signature))
        {
            throw new ProtocolViolationException("noise_signature", "the peer's signature of its Noise key is wrong");
        }

        if (expectedPeer is not null && key.PeerId != expectedPeer)
        {
            throw new ProtocolViolationException("wrong_peer", $"the peer is {key.PeerId}, not {expectedPeer}");
        }

        RemotePeer = key.PeerId;
        RemotePayload = payload;
    }

    private byte[] TakeSealedKey(ref ReadOnlySpan<byte> message) => _symmetric.DecryptAndHash(Take(ref message, SealedKeyLength));

    private static byte[] TakeKey(ref ReadOnlySpan<byte> message) => Take(ref message, KeyLength).ToArray();

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, int length)
    {
        if (message.Length < length)
        {
            throw new ProtocolViolationException("noise_message", "a message of the Noise handshake is too short");
        }

        ReadOnlySpan<byte> taken = message[..length];
        message = message[length..];
        return taken;
    }
}
