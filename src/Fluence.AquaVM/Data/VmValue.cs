using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>
/// A value in execution: a JSON value, its canonical text and its CID, each computed when first needed. A value from data keeps the text
/// that
/// it came with, so that what passes through untouched is neither parsed nor printed.
/// </summary>
internal sealed class VmValue
{
    private readonly ReadOnlyMemory<byte> _stored;
    private readonly DataCid? _storedUnder;
    private readonly bool _isStored;
    private JsonValue? _json;
    private byte[]? _text;
    private DataCid? _cid;
    private bool? _isStoredTextCanonical;

    private VmValue(JsonValue json) => _json = json;

    private VmValue(ReadOnlyMemory<byte> stored, DataCid? storedUnder)
    {
        _stored = stored;
        _storedUnder = storedUnder;
        _isStored = true;
    }

    /// <summary>The value.</summary>
    /// <exception cref="UncatchableException">The value came with data whose text is not JSON.</exception>
    public JsonValue Json => _json ??= JsonValue.TryParse(_stored.Span, out JsonValue? json, out string? error)
        ? json
        : throw new UncatchableException(ReturnCode.CidStoreVerification, $"JSON error: {error}");

    /// <summary>The canonical text, UTF-8.</summary>
    public ReadOnlySpan<byte> Text => IsStoredTextCanonical ? _stored.Span : _text ??= Json.ToUtf8();

    /// <summary>The text as it stands in a store: what it came with, otherwise the canonical text.</summary>
    public ReadOnlySpan<byte> StoredText => _isStored ? _stored.Span : Text;

    /// <summary>The CID of the canonical text.</summary>
    public DataCid Cid => _cid ??= _storedUnder is not null && CidText.IsCanonical(_storedUnder.Utf8) && IsStoredTextCanonical
        ? _storedUnder
        : new DataCid(JsonCid.Of(Text));

    private bool IsStoredTextCanonical => _isStoredTextCanonical ??= _isStored && CanonicalJson.IsCanonical(_stored.Span);

    /// <summary>A value made by this run.</summary>
    public static VmValue FromJson(JsonValue json) => new(json);

    /// <summary>Reads JSON text; the error is serde_json's.</summary>
    public static bool TryFromText(string text, [NotNullWhen(true)] out VmValue? value, [NotNullWhen(false)] out string? error)
    {
        value = JsonValue.TryParse(text, out JsonValue? json, out error) ? new VmValue(json) : null;
        return value is not null;
    }

    /// <summary>The same value, to be stored under its <see cref="Cid"/>: without the text that it came with if that is not
    /// canonical.</summary>
    public VmValue InCanonicalText() => !_isStored || IsStoredTextCanonical ? this : new VmValue(Json);

    /// <summary>A value that came with data.</summary>
    /// <param name="text">The text that it came with, UTF-8, normally canonical.</param>
    /// <param name="cid">The CID that it came under and that has been or will be checked against the text.</param>
    public static VmValue FromStored(ReadOnlyMemory<byte> text, DataCid? cid = null) => new(text, cid);
}
