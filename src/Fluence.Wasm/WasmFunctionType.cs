using System.Collections.Immutable;

namespace Fluence.Wasm;

/// <summary>The parameter and result types of a function; two are equal when their types are.</summary>
public sealed class WasmFunctionType : IEquatable<WasmFunctionType>
{
    // three bits a type and a leading one fit this many types and the border between parameters and results
    private const int MaxExactTypes = 19;

    private static readonly Dictionary<WasmValueType, WasmFunctionType> SingleResults = new WasmValueType[]
    {
        WasmValueType.I32, WasmValueType.I64, WasmValueType.F32, WasmValueType.F64, WasmValueType.V128,
        WasmValueType.FuncRef, WasmValueType.ExternRef,
    }.ToDictionary(type => type, type => new WasmFunctionType([], [type]));

    /// <summary>A function type.</summary>
    public WasmFunctionType(ImmutableArray<WasmValueType> parameters, ImmutableArray<WasmValueType> results)
    {
        Parameters = parameters;
        Results = results;
        Key = MakeKey();
    }

    /// <summary>No parameters and no results.</summary>
    public static WasmFunctionType Empty { get; } = new([], []);

    /// <summary>The parameters' types.</summary>
    public ImmutableArray<WasmValueType> Parameters { get; }

    /// <summary>The results' types.</summary>
    public ImmutableArray<WasmValueType> Results { get; }

    /// <summary>Equal for equal types. A positive key also differs for different types; a negative one is only a hash.</summary>
    internal long Key { get; }

    internal static WasmFunctionType Returning(WasmValueType type) => SingleResults[type];

    /// <inheritdoc/>
    public bool Equals(WasmFunctionType? other) => ReferenceEquals(this, other) || (other is not null && Key == other.Key
        && (Key > 0 || (Parameters.SequenceEqual(other.Parameters) && Results.SequenceEqual(other.Results))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WasmFunctionType);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() =>
        $"({string.Join(", ", Parameters)}) -> ({string.Join(", ", Results)})";

    private static long Code(WasmValueType type) => type switch
    {
        WasmValueType.I32 => 1,
        WasmValueType.I64 => 2,
        WasmValueType.F32 => 3,
        WasmValueType.F64 => 4,
        WasmValueType.V128 => 5,
        WasmValueType.FuncRef => 6,
        _ => 7,
    };

    private long MakeKey()
    {
        if (Parameters.Length + Results.Length > MaxExactTypes)
        {
            ulong hash = 14695981039346656037;
            foreach (WasmValueType type in Parameters.Append(WasmValueType.None).Concat(Results))
            {
                hash = (hash ^ (byte)type) * 1099511628211;
            }

            return (long)(hash | (1UL << 63));
        }

        long key = 1;
        foreach (WasmValueType type in Parameters)
        {
            key = (key << 3) | Code(type);
        }

        key <<= 3;
        foreach (WasmValueType type in Results)
        {
            key = (key << 3) | Code(type);
        }

        return key;
    }
}
