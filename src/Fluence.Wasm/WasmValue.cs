using System.Runtime.Intrinsics;

namespace Fluence.Wasm;

/// <summary>A value of any type, without its type.</summary>
public readonly struct WasmValue : IEquatable<WasmValue>
{
    private readonly Vector128<byte> _bits;
    private readonly object? _reference;

    /// <summary>An i32.</summary>
    public WasmValue(int value) => _bits = Vector128.CreateScalar(value).AsByte();

    /// <summary>An i64.</summary>
    public WasmValue(long value) => _bits = Vector128.CreateScalar(value).AsByte();

    /// <summary>An f32.</summary>
    public WasmValue(float value) => _bits = Vector128.CreateScalar(BitConverter.SingleToInt32Bits(value)).AsByte();

    /// <summary>An f64.</summary>
    public WasmValue(double value) => _bits = Vector128.CreateScalar(BitConverter.DoubleToInt64Bits(value)).AsByte();

    /// <summary>A v128.</summary>
    public WasmValue(Vector128<byte> value) => _bits = value;

    /// <summary>A reference: a <see cref="WasmFunction"/> for funcref, any object for externref, or null.</summary>
    public WasmValue(object? reference) => _reference = reference;

    /// <summary>The i32.</summary>
    public int AsI32 => _bits.AsInt32().ToScalar();

    /// <summary>The i64.</summary>
    public long AsI64 => _bits.AsInt64().ToScalar();

    /// <summary>The f32.</summary>
    public float AsF32 => BitConverter.Int32BitsToSingle(AsI32);

    /// <summary>The f64.</summary>
    public double AsF64 => BitConverter.Int64BitsToDouble(AsI64);

    /// <summary>The v128.</summary>
    public Vector128<byte> AsV128 => _bits;

    /// <summary>The reference.</summary>
    public object? AsReference => _reference;

    /// <summary>An i32.</summary>
    public static implicit operator WasmValue(int value) => new(value);

    /// <summary>An i64.</summary>
    public static implicit operator WasmValue(long value) => new(value);

    /// <summary>An f32.</summary>
    public static implicit operator WasmValue(float value) => new(value);

    /// <summary>An f64.</summary>
    public static implicit operator WasmValue(double value) => new(value);

    /// <summary>Whether two values have the same bits.</summary>
    public static bool operator ==(WasmValue left, WasmValue right) => left.Equals(right);

    /// <summary>Whether two values differ in a bit.</summary>
    public static bool operator !=(WasmValue left, WasmValue right) => !left.Equals(right);

    /// <summary>An i32.</summary>
    public static WasmValue FromInt32(int value) => new(value);

    /// <summary>An i64.</summary>
    public static WasmValue FromInt64(long value) => new(value);

    /// <summary>An f32.</summary>
    public static WasmValue FromSingle(float value) => new(value);

    /// <summary>An f64.</summary>
    public static WasmValue FromDouble(double value) => new(value);

    /// <inheritdoc/>
    public bool Equals(WasmValue other) => _bits == other._bits && ReferenceEquals(_reference, other._reference);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WasmValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_bits, _reference);
}
