namespace Fluence.Wasm.Decoding;

/// <summary>When a segment is used.</summary>
internal enum SegmentMode
{
    /// <summary>At instantiation, copied to its offset.</summary>
    Active,

    /// <summary>By instructions.</summary>
    Passive,

    /// <summary>Never; it only declares that its functions are referred to.</summary>
    Declarative,
}

/// <summary>Elements for a table.</summary>
internal sealed record ElementSegment(
    SegmentMode Mode, int Table, ConstantExpression Offset, WasmValueType Type, ConstantExpression[] Items);

/// <summary>Bytes for a memory.</summary>
internal sealed record DataSegment(SegmentMode Mode, ConstantExpression Offset, ReadOnlyMemory<byte> Bytes);
