using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Adapters;

/// <summary>
/// The conversions between interface numbers and Wasm's own. A value must lie in the range of its new type, save that unsigned and signed
/// numbers of the same width have the same bits: the original fails there for every large unsigned number.
/// </summary>
internal static class ScalarSteps
{
    private static readonly ImmutableArray<(ITypeKind From, ITypeKind To)?> Conversions = Build();

    /// <summary>Whether an instruction converts a number or truth value, and which types it goes between.</summary>
    public static bool TryGet(Opcode opcode, out ITypeKind from, out ITypeKind to)
    {
        (ITypeKind From, ITypeKind To)? found = (int)opcode < Conversions.Length ? Conversions[(int)opcode] : null;
        (from, to) = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>Converts a value.</summary>
    /// <exception cref="AdapterException">It is of another type, or too large.</exception>
    public static IValue Convert(string instruction, IValue value, ITypeKind from, ITypeKind to)
    {
        switch (value)
        {
            case BooleanValue flag when from == ITypeKind.Boolean:
                return IValue.I32(flag.Value ? 1 : 0);
            case IntegerValue integer when integer.Kind == from:
                return to == ITypeKind.Boolean
                    ? IValue.Boolean(integer.Bits != 0)
                    : new IntegerValue(to, Narrow(instruction, integer.Bits, from, to));
            default:
                throw new AdapterException(instruction, ValueCheck.Mismatch(IType.Of(from), value));
        }
    }

    /// <summary>The bits of a number in its new type, extended to 64 as <see cref="IntegerValue.Bits"/> has them.</summary>
    /// <exception cref="AdapterException">The number is too large.</exception>
    public static long Narrow(string instruction, long bits, ITypeKind from, ITypeKind to)
    {
        switch (from, to)
        {
            case (ITypeKind.I32, ITypeKind.U32):
                return (uint)bits;
            case (ITypeKind.U32, ITypeKind.I32):
                return (int)bits;
            case (ITypeKind.I64, ITypeKind.U64) or (ITypeKind.U64, ITypeKind.I64):
                return bits;
            default:
                return IsInRange(bits, from, to) ? bits : ThrowRange(instruction, from, to);
        }
    }

    private static bool IsInRange(long bits, ITypeKind from, ITypeKind to)
    {
        if (from == ITypeKind.U64 && bits < 0)
        {
            return false;
        }

        return to switch
        {
            ITypeKind.S8 => bits is >= sbyte.MinValue and <= sbyte.MaxValue,
            ITypeKind.S16 => bits is >= short.MinValue and <= short.MaxValue,
            ITypeKind.S32 or ITypeKind.I32 => bits is >= int.MinValue and <= int.MaxValue,
            ITypeKind.U8 => bits is >= byte.MinValue and <= byte.MaxValue,
            ITypeKind.U16 => bits is >= ushort.MinValue and <= ushort.MaxValue,
            ITypeKind.U32 => bits is >= uint.MinValue and <= uint.MaxValue,
            ITypeKind.U64 => bits >= 0,
            _ => true,
        };
    }

    [DoesNotReturn]
    private static long ThrowRange(string instruction, ITypeKind from, ITypeKind to) =>
        throw new AdapterException(instruction, $"failed to cast `{from}` to `{to}`");

    private static ImmutableArray<(ITypeKind From, ITypeKind To)?> Build()
    {
        (ITypeKind, ITypeKind)?[] table = new (ITypeKind, ITypeKind)?[byte.MaxValue + 1];
        foreach (Opcode opcode in Enum.GetValues<Opcode>())
        {
            // the names say it: S8FromI32
            if (opcode.ToString().Split("From") is [var to, var from])
            {
                table[(int)opcode] = (Kind(from), Kind(to));
            }
        }

        return [.. table];
    }

    private static ITypeKind Kind(string name) => name == "Bool" ? ITypeKind.Boolean : Enum.Parse<ITypeKind>(name);
}
