using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Particles.Model;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.MessagePack;

namespace Fluence.Particles.Protocol;

/// <summary>
/// The wire form of particles: <c>81 04</c> (multicodec MessagePack), then a map of eight entries. Order is free on reading;
/// <c>signature</c> and <c>data</c> may be binary or arrays of integers (js-client writes those), and are written as binary,
/// the only form that js-client reads.
/// </summary>
public static class ParticleCodec
{
    private const string ParticleAction = "Particle";
    private const int FieldCount = 8;
    private const int HeadroomForFields = 512;

    private static ReadOnlySpan<byte> CodecPrefix => [0x81, 0x04];

    /// <summary>The message without its length.</summary>
    public static byte[] Encode(Particle particle)
    {
        ArrayBufferWriter<byte> buffer = NewBuffer(particle, 0);
        Write(buffer, particle);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The message with its length before it, as it goes on a stream.</summary>
    public static ReadOnlyMemory<byte> EncodeFramed(Particle particle)
    {
        ArrayBufferWriter<byte> buffer = NewBuffer(particle, Varint.MaxLength);
        buffer.Advance(Varint.MaxLength);
        Write(buffer, particle);
        Memory<byte> framed = System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer.WrittenMemory);
        int length = framed.Length - Varint.MaxLength;
        int start = Varint.MaxLength - Varint.Length((ulong)length);
        Varint.Write(framed.Span[start..], (ulong)length);
        return framed[start..];
    }

    /// <summary>
    /// Reads a message without its length. The particle's data and signature share memory with <paramref name="message"/> where they can.
    /// </summary>
    public static bool TryDecode(
        ReadOnlyMemory<byte> message, [NotNullWhen(true)] out Particle? particle, [NotNullWhen(false)] out string? error)
    {
        particle = null;
        if (!message.Span.StartsWith(CodecPrefix))
        {
            error = "it does not begin with 81 04, the multicodec prefix of MessagePack";
            return false;
        }

        try
        {
            return TryRead(message[CodecPrefix.Length..], out particle, out error);
        }
        catch (MessagePackException malformed)
        {
            error = malformed.Message;
            return false;
        }
    }

    private static bool TryRead(
        ReadOnlyMemory<byte> body, [NotNullWhen(true)] out Particle? particle, [NotNullWhen(false)] out string? error)
    {
        particle = null;
        MessagePackReader reader = new(body.Span);
        string? action = null, id = null, initPeerId = null, script = null;
        ulong? timestamp = null;
        uint? ttl = null;
        ReadOnlyMemory<byte>? signature = null, data = null;
        int count = reader.ReadMapHeader();
        for (int i = 0; i < count; i++)
        {
            switch (reader.ReadString())
            {
                case "action": action = reader.ReadString(); break;
                case "id": id = reader.ReadString(); break;
                case "init_peer_id": initPeerId = reader.ReadString(); break;
                case "timestamp": timestamp = reader.ReadUInt64(); break;
                case "ttl": ttl = reader.ReadUInt32(); break;
                case "script": script = reader.ReadString(); break;
                case "signature": signature = ReadBytes(ref reader, body); break;
                case "data": data = ReadBytes(ref reader, body); break;
                default: reader.Skip(); break;
            }
        }

        error = (action, id, initPeerId, timestamp, ttl, script, signature, data) switch
        {
            _ when reader.Remaining > 0 => $"{reader.Remaining} bytes follow the message",
            (null, _, _, _, _, _, _, _) => "the field 'action' is missing",
            (not ParticleAction, _, _, _, _, _, _, _) => $"the action is '{action}', only '{ParticleAction}' is known",
            (_, null, _, _, _, _, _, _) => "the field 'id' is missing",
            (_, _, null, _, _, _, _, _) => "the field 'init_peer_id' is missing",
            (_, _, _, null, _, _, _, _) => "the field 'timestamp' is missing",
            (_, _, _, _, null, _, _, _) => "the field 'ttl' is missing",
            (_, _, _, _, _, null, _, _) => "the field 'script' is missing",
            (_, _, _, _, _, _, null, _) => "the field 'signature' is missing",
            (_, _, _, _, _, _, _, null) => "the field 'data' is missing",
            _ => null,
        };
        if (error is not null)
        {
            return false;
        }

        if (!PeerId.TryParse(initPeerId, out PeerId? initPeer))
        {
            error = $"'{initPeerId}' in the field 'init_peer_id' is no peer id";
            return false;
        }

        particle = new Particle(id!, initPeer, timestamp!.Value, ttl!.Value, script!, signature!.Value, data!.Value);
        return true;
    }

    private static ReadOnlyMemory<byte> ReadBytes(ref MessagePackReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.PeekType() == MessagePackType.Binary)
        {
            int length = reader.ReadBinary().Length;
            return body.Slice(reader.Position - length, length);
        }

        byte[] bytes = new byte[reader.ReadArrayHeader()];
        for (int i = 0; i < bytes.Length; i++)
        {
            uint value = reader.ReadUInt32();
            bytes[i] = value <= byte.MaxValue ? (byte)value : throw new MessagePackException($"{value} stands in an array of bytes");
        }

        return bytes;
    }

    private static void Write(IBufferWriter<byte> buffer, Particle particle)
    {
        buffer.Write(CodecPrefix);
        MessagePackWriter writer = new(buffer);
        writer.WriteMapHeader(FieldCount);
        writer.WriteString("action");
        writer.WriteString(ParticleAction);
        writer.WriteString("id");
        writer.WriteString(particle.Id);
        writer.WriteString("init_peer_id");
        writer.WriteString(particle.InitPeerId.ToString());
        writer.WriteString("timestamp");
        writer.WriteUInt64(particle.Timestamp);
        writer.WriteString("ttl");
        writer.WriteUInt64(particle.Ttl);
        writer.WriteString("script");
        writer.WriteString(particle.Script);
        writer.WriteString("signature");
        writer.WriteBinary(particle.Signature.Span);
        writer.WriteString("data");
        writer.WriteBinary(particle.Data.Span);
    }

    private static ArrayBufferWriter<byte> NewBuffer(Particle particle, int extra)
    {
        ArgumentNullException.ThrowIfNull(particle);
        int fields = particle.Script.Length + particle.Data.Length + particle.Signature.Length;
        return new ArrayBufferWriter<byte>(extra + HeadroomForFields + fields);
    }
}
