using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>
/// A value in execution: a JSON value, its canonical text and its CID, each computed when first needed. A value from data keeps the text
/// that it came with, so that what passes through untouched is neither parsed nor printed.
/// </summary>
internal sealed class VmValue
{
    private const int MostKeptItems = 1024;

    private Form _form;
    private ReadOnlyMemory<byte> _text;
    private JsonValue? _json;
    private DataCid? _cid;
    private PairParts? _pair;
    private byte[]? _canonicalText;
    private VmValue[]? _items;

    private VmValue(Form form) => _form = form;

    private enum Form : byte
    {
        /// <summary>There is no text yet.</summary>
        Unprinted,

        /// <summary>The text is what the value came with; the CID is what it came under.</summary>
        Stored,

        /// <summary>As before, but the text is known not to be canonical.</summary>
        Odd,

        /// <summary>The text is canonical; the CID, if there is one, is that of the text.</summary>
        Canonical,
    }

    /// <summary>The value.</summary>
    /// <exception cref="UncatchableException">The value came with data whose text is not JSON.</exception>
    public JsonValue Json => _json ??= _form == Form.Unprinted
        ? _pair!.ToJson()
        : JsonValue.TryParse(_text.Span, out JsonValue? json, out string? error)
            ? json
            : throw new UncatchableException(ReturnCode.CidStoreVerification, $"JSON error: {error}");

    /// <summary>The canonical text, UTF-8.</summary>
    public ReadOnlySpan<byte> Text
    {
        get
        {
            if (_form == Form.Unprinted)
            {
                _text = Print();
                _form = Form.Canonical;
            }

            return HasCanonicalText ? _text.Span : _canonicalText ??= Json.ToUtf8();
        }
    }

    /// <summary>The text as it stands in a store: what it came with, otherwise the canonical text.</summary>
    public ReadOnlySpan<byte> StoredText => _form == Form.Unprinted ? Text : _text.Span;

    /// <summary>About how long the text is, in bytes.</summary>
    public int LikelyLength => _form == Form.Unprinted ? (_json as JsonString)?.Value.Length + 2 ?? 32 : _text.Length;

    /// <summary>The CID of the canonical text, if it is known already.</summary>
    public DataCid? KnownCid => _form == Form.Stored && !HasCanonicalText ? null : _cid;

    /// <summary>The CID of the canonical text.</summary>
    public DataCid Cid => KnownCid ?? SetCid(new DataCid(JsonCid.Of(Text)));

    /// <summary>The key and the value of a pair of a stream map; both null if this is none.</summary>
    public PairParts Pair => _pair ??= (_json is null && HasCanonicalText ? PairParts.TryRead(_text) : null) ?? PairParts.Of(Json);

    /// <summary>An item of this value, which is an array. Folds within folds visit the same items again: those of short arrays are
    /// kept.</summary>
    public VmValue Item(JsonArray array, int index)
    {
        if (array.Count > MostKeptItems)
        {
            return FromJson(array[index]);
        }

        _items ??= new VmValue[array.Count];
        return _items[index] ??= FromJson(array[index]);
    }

    private bool HasCanonicalText
    {
        get
        {
            if (_form == Form.Stored)
            {
                _form = CanonicalJson.IsCanonical(_text.Span) ? Form.Canonical : Form.Odd;
                if (_form == Form.Odd || (_cid is not null && !CidText.IsCanonical(_cid.Utf8)))
                {
                    _cid = null;
                }
            }

            return _form == Form.Canonical;
        }
    }

    /// <summary>A value made by this run.</summary>
    public static VmValue FromJson(JsonValue json) => new(Form.Unprinted) { _json = json };

    /// <summary>A pair of a stream map.</summary>
    public static VmValue FromPair(JsonValue key, VmValue value) => new(Form.Unprinted) { _pair = new PairParts(key, value) };

    /// <summary>Reads JSON text; the error is serde_json's.</summary>
    public static bool TryFromText(string text, [NotNullWhen(true)] out VmValue? value, [NotNullWhen(false)] out string? error)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        error = null;
        if (CanonicalJson.IsCanonical(utf8))
        {
            // hosts mostly answer in this form
            value = new VmValue(Form.Canonical) { _text = utf8 };
            return true;
        }

        value = JsonValue.TryParse(utf8, out JsonValue? json, out error) ? FromJson(json) : null;
        return value is not null;
    }

    /// <summary>
    /// The same value, to be stored under <see cref="Cid"/>: without the text that it came with, unless that is canonical.
    /// </summary>
    public VmValue InCanonicalText() => _form == Form.Unprinted || HasCanonicalText ? this : FromJson(Json);

    /// <summary>A value that came with data.</summary>
    /// <param name="text">The text that it came with, UTF-8, normally canonical.</param>
    /// <param name="cid">The CID that it came under and that has been or will be checked against the text.</param>
    public static VmValue FromStored(ReadOnlyMemory<byte> text, DataCid? cid = null) => new(Form.Stored) { _text = text, _cid = cid };

    /// <summary>A value whose text is known to be canonical JSON.</summary>
    public static VmValue FromCanonical(ReadOnlyMemory<byte> text) => new(Form.Canonical) { _text = text };

    /// <summary>Refuses a value that is not JSON, without parsing it where that shows.</summary>
    /// <exception cref="UncatchableException">The value came with data whose text is not JSON.</exception>
    public VmValue EnsureJson()
    {
        if (_form == Form.Stored ? !HasCanonicalText : _form == Form.Odd)
        {
            _ = Json;
        }

        return this;
    }

    /// <summary>Records the CID of the canonical text.</summary>
    public DataCid SetCid(DataCid cid) => _cid = cid;

    /// <summary>Appends the canonical text, without keeping it.</summary>
    public void WriteText(TextBuffer output)
    {
        if (_form != Form.Unprinted)
        {
            output.Write(Text);
        }
        else if (_pair is not null)
        {
            _pair.WriteText(output);
        }
        else
        {
            output.Write(Json);
        }
    }

    private ReadOnlyMemory<byte> Print()
    {
        if (_pair is null)
        {
            return Json.ToUtf8();
        }

        TextBuffer output = new(_pair.LikelyLength);
        _pair.WriteText(output);
        return output.Taken;
    }
}
