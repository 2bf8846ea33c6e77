namespace Fluence.Wasm.Decoding;

/// <summary>A minimum and an optional maximum, in pages of a memory or elements of a table.</summary>
internal readonly record struct Limits(uint Min, uint? Max)
{
    /// <summary>True when something with this present size and declared maximum may be imported as <paramref name="wanted"/>.</summary>
    internal bool Matches(Limits wanted) =>
        Min >= wanted.Min && (wanted.Max is not uint wantedMax || (Max is uint max && max <= wantedMax));
}

/// <summary>A table's element type and size.</summary>
internal readonly record struct TableType(WasmValueType Element, Limits Limits);

/// <summary>A global's type.</summary>
internal readonly record struct GlobalType(WasmValueType Type, bool IsMutable);
