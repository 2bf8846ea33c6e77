using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fluence.Crypto;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;

namespace Fluence.Libp2p.Multiaddrs;

/// <summary>One step of a multiaddr.</summary>
/// <param name="Code">The protocol.</param>
/// <param name="Value">Its value as canonical text; empty when the protocol has none.</param>
public readonly record struct MultiaddrComponent(MultiaddrCode Code, string Value)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    /// <summary>The text, with its leading slash.</summary>
    public override string ToString()
    {
        string name = MultiaddrProtocol.Find(Code)?.Name ?? "";
        return Value.Length == 0 ? $"/{name}" : $"/{name}/{Value}";
    }

    /// <summary>Checks a value given as text and brings it to its canonical form.</summary>
    internal static bool TryCreate(MultiaddrProtocol protocol, string text, out MultiaddrComponent component)
    {
        string? value = protocol.Value switch
        {
            MultiaddrValue.None => "",
            MultiaddrValue.Ip4 => IPAddress.TryParse(text, out IPAddress? ip) && ip.ToString() == text && !text.Contains(':') ? text : null,
            MultiaddrValue.Ip6 => text.AsSpan().IndexOfAny('%', '[') < 0 && IPAddress.TryParse(text, out IPAddress? ip)
                && ip.AddressFamily == AddressFamily.InterNetworkV6 ? ip.ToString() : null,
            MultiaddrValue.Port => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
                ? port.ToString(CultureInfo.InvariantCulture) : null,
            MultiaddrValue.Name => text.Length is > 0 and <= 253 && !text.AsSpan().ContainsAnyExcept(NameCharacters) ? text : null,
            MultiaddrValue.PeerId => PeerId.TryParse(text, out PeerId? peerId) ? peerId.ToString() : null,
            _ => Multibase.TryDecode(text, out byte[] hash) && Multihash.TryParse(hash, out _) ? CertHashText(hash) : null,
        };
        component = new MultiaddrComponent(protocol.Code, value ?? "");
        return value is not null;
    }

    /// <summary>Appends the binary form: the code, then the value, which has a length before it where its size varies.</summary>
    internal void Write(IBufferWriter<byte> writer)
    {
        Varint.Write(writer, (ulong)Code);
        switch (MultiaddrProtocol.Find(Code)?.Value)
        {
            case MultiaddrValue.Ip4 or MultiaddrValue.Ip6:
                writer.Write(IPAddress.Parse(Value).GetAddressBytes());
                break;
            case MultiaddrValue.Port:
                BinaryPrimitives.WriteUInt16BigEndian(writer.GetSpan(2), ushort.Parse(Value, CultureInfo.InvariantCulture));
                writer.Advance(2);
                break;
            case MultiaddrValue.Name:
                WriteSized(writer, System.Text.Encoding.ASCII.GetBytes(Value));
                break;
            case MultiaddrValue.PeerId:
                WriteSized(writer, PeerId.Parse(Value).Bytes.Span);
                break;
            case MultiaddrValue.CertHash:
                WriteSized(writer, Multibase.TryDecode(Value, out byte[] hash) ? hash : []);
                break;
        }
    }

    /// <summary>Reads one component from the start of <paramref name="bytes"/> and moves past it.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> bytes, out MultiaddrComponent component)
    {
        component = default;
        if (Varint.TryRead(bytes, out ulong code, out int codeLength) != VarintStatus.Done
            || code > int.MaxValue || MultiaddrProtocol.Find((MultiaddrCode)code) is not { } protocol)
        {
            return false;
        }

        bytes = bytes[codeLength..];
        int length = protocol.Value switch
        {
            MultiaddrValue.None => 0,
            MultiaddrValue.Ip4 => 4,
            MultiaddrValue.Ip6 => 16,
            MultiaddrValue.Port => 2,
            _ => ReadSize(ref bytes),
        };
        if (length < 0 || length > bytes.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> value = bytes[..length];
        bytes = bytes[length..];
        return TryCreate(protocol, Text(protocol.Value, value), out component);
    }

    private static string Text(MultiaddrValue shape, ReadOnlySpan<byte> value) => shape switch
    {
        MultiaddrValue.Ip4 or MultiaddrValue.Ip6 => new IPAddress(value).ToString(),
        MultiaddrValue.Port => BinaryPrimitives.ReadUInt16BigEndian(value).ToString(CultureInfo.InvariantCulture),
        MultiaddrValue.Name => System.Text.Encoding.ASCII.GetString(value),
        MultiaddrValue.PeerId => Base58.Encode(value),
        MultiaddrValue.CertHash => CertHashText(value),
        _ => "",
    };

    private static string CertHashText(ReadOnlySpan<byte> hash) => "u" + System.Buffers.Text.Base64Url.EncodeToString(hash);

    private static int ReadSize(ref ReadOnlySpan<byte> bytes)
    {
        if (Varint.TryRead(bytes, out ulong size, out int length) != VarintStatus.Done || size > Limits.MultiaddrLength)
        {
            return -1;
        }

        bytes = bytes[length..];
        return (int)size;
    }

    private static void WriteSized(IBufferWriter<byte> writer, ReadOnlySpan<byte> value)
    {
        Varint.Write(writer, (ulong)value.Length);
        writer.Write(value);
    }
}
