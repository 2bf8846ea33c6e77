using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;

namespace Fluence.Libp2p.Multiaddrs;

/// <summary>
/// A self-describing network address, for example <c>/ip4/127.0.0.1/tcp/9999/ws/p2p/12D3KooW…</c> (multiformats/multiaddr).
/// Values are immutable and compared by content.
/// </summary>
public sealed class Multiaddr : IEquatable<Multiaddr>
{
    private Multiaddr(ImmutableArray<MultiaddrComponent> components) => Components = components;

    /// <summary>The steps from the outermost to the innermost.</summary>
    public ImmutableArray<MultiaddrComponent> Components { get; }

    /// <summary>The peer that the address ends in; null when it names none.</summary>
    public PeerId? PeerId => Components is [.., { Code: MultiaddrCode.P2p, Value: string value }] ? PeerId.Parse(value) : null;

    [field: MaybeNull]
    private string Text => field ??= string.Concat(Components);

    /// <summary>Makes an address of components; they are taken as they are.</summary>
    internal static Multiaddr Of(params ReadOnlySpan<MultiaddrComponent> components) => new([.. components]);

    /// <summary>Reads the text form; false when a protocol is unknown or a value does not fit it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        if (text is null || text.Length > Limits.MultiaddrLength || !text.StartsWith('/'))
        {
            return false;
        }

        string[] parts = text.TrimEnd('/').Split('/');
        ImmutableArray<MultiaddrComponent>.Builder components = ImmutableArray.CreateBuilder<MultiaddrComponent>();
        for (int i = 1; i < parts.Length; i++)
        {
            if (MultiaddrProtocol.Find(parts[i]) is not { } protocol)
            {
                return false;
            }

            bool hasValue = protocol.Value != MultiaddrValue.None;
            string value = hasValue && ++i < parts.Length ? parts[i] : "";
            if (!MultiaddrComponent.TryCreate(protocol, value, out MultiaddrComponent component))
            {
                return false;
            }

            components.Add(component);
        }

        address = components.Count is > 0 and <= Limits.MultiaddrComponents ? new Multiaddr(components.ToImmutable()) : null;
        return address is not null;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is no multiaddr of known protocols.</exception>
    public static Multiaddr Parse(string text) => TryParse(text, out Multiaddr? address)
        ? address
        : throw new FormatException($"'{text}' is not a multiaddr: expected for example /ip4/127.0.0.1/tcp/9999/ws/p2p/12D3KooW…");

    /// <summary>Reads the binary form, which must fill <paramref name="bytes"/>; false when malformed or of an unknown protocol.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Multiaddr? address)
    {
        address = null;
        if (bytes.IsEmpty || bytes.Length > Limits.MultiaddrLength)
        {
            return false;
        }

        ImmutableArray<MultiaddrComponent>.Builder components = ImmutableArray.CreateBuilder<MultiaddrComponent>();
        while (!bytes.IsEmpty)
        {
            if (components.Count == Limits.MultiaddrComponents || !MultiaddrComponent.TryRead(ref bytes, out MultiaddrComponent component))
            {
                return false;
            }

            components.Add(component);
        }

        address = new Multiaddr(components.ToImmutable());
        return true;
    }

    /// <summary>The binary form.</summary>
    public byte[] ToBytes()
    {
        ArrayBufferWriter<byte> writer = new();
        foreach (MultiaddrComponent component in Components)
        {
            component.Write(writer);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>The same address ending in <c>/p2p/</c> and the given peer.</summary>
    public Multiaddr WithPeerId(PeerId peerId)
    {
        ArgumentNullException.ThrowIfNull(peerId);
        return new Multiaddr(WithoutPeerId().Components.Add(new MultiaddrComponent(MultiaddrCode.P2p, peerId.ToString())));
    }

    /// <summary>The same address without a <c>/p2p/</c> at its end.</summary>
    public Multiaddr WithoutPeerId() =>
        Components is [.., { Code: MultiaddrCode.P2p }] ? new Multiaddr(Components.RemoveAt(Components.Length - 1)) : this;

    /// <summary>The text form.</summary>
    public override string ToString() => Text;

    /// <inheritdoc/>
    public bool Equals(Multiaddr? other) => other is not null && Components.AsSpan().SequenceEqual(other.Components.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Multiaddr);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
