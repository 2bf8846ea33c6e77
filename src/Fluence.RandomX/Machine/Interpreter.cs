using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fluence.RandomX.Machine;

/// <summary>Runs programs on any processor (specification, 4.6 and 5).</summary>
/// <param name="dataset">What programs read from.</param>
internal sealed unsafe class Interpreter(IItems dataset) : IMachine
{
    private static readonly Vector128<ulong> Scale = Vector128.Create(ProgramConfiguration.Scale);

    private readonly Instruction[] _program = new Instruction[RandomXSizes.ProgramLength];
    private readonly Vector128<double>[] _f = new Vector128<double>[4], _e = new Vector128<double>[4], _a = new Vector128<double>[4];
    private readonly ulong[] _r = new ulong[8];
    private Vector128<ulong> _mask;
    private int _rounding;

    /// <inheritdoc/>
    public void Run(RegisterFile* file, byte* scratchpad, in ProgramConfiguration configuration, ReadOnlySpan<byte> code)
    {
        Instruction.Decode(code, _program);
        _r.AsSpan().Clear();
        _mask = Vector128.Create(configuration.LowMask, configuration.HighMask);
        _rounding = file->Rounding;
        for (int i = 0; i < _a.Length; i++)
        {
            _a[i] = Vector128.Load(file->A + (2 * i));
        }

        (uint ma, uint mx) = (configuration.MemoryA, configuration.MemoryX);
        (uint toF, uint toR) = (mx, ma);
        ulong* item = stackalloc ulong[8];
        for (int iteration = 0; iteration < RandomXSizes.Iterations; iteration++)
        {
            ulong mix = _r[configuration.AddressRegister(0)] ^ _r[configuration.AddressRegister(1)];
            toF = (toF ^ (uint)mix) & RandomXSizes.LineMask;
            toR = (toR ^ (uint)(mix >> 32)) & RandomXSizes.LineMask;
            Load(scratchpad + toF, scratchpad + toR);
            Execute(scratchpad);
            mx ^= (uint)(_r[configuration.AddressRegister(2)] ^ _r[configuration.AddressRegister(3)]);
            dataset.Read(configuration.Offset, ma, item);
            (mx, ma) = (ma, mx);
            Store(scratchpad + toF, (ulong*)(scratchpad + toR), item);
            (toF, toR) = (0, 0);
        }

        file->Rounding = _rounding;
        for (int i = 0; i < _r.Length; i++)
        {
            file->R[i] = _r[i];
        }

        for (int i = 0; i < _f.Length; i++)
        {
            _f[i].Store(file->F + (2 * i));
            _e[i].Store(file->E + (2 * i));
        }
    }

    private void Load(byte* integers, byte* floats)
    {
        for (int i = 0; i < _r.Length; i++)
        {
            _r[i] ^= Unsafe.ReadUnaligned<ulong>(integers + (8 * i));
        }

        for (int i = 0; i < _f.Length; i++)
        {
            _f[i] = Pair(floats + (8 * i));
            _e[i] = ToGroupE(Pair(floats + 32 + (8 * i)));
        }
    }

    private void Store(byte* floats, ulong* integers, ulong* item)
    {
        for (int i = 0; i < _r.Length; i++)
        {
            _r[i] ^= item[i];
            integers[i] = _r[i];
        }

        for (int i = 0; i < _f.Length; i++)
        {
            _f[i] ^= _e[i];
            _f[i].Store((double*)(floats + (16 * i)));
        }
    }

    private void Execute(byte* scratchpad)
    {
        for (int at = 0; at < _program.Length; at++)
        {
            ref readonly Instruction instruction = ref _program[at];
            ref ulong to = ref _r[instruction.Destination];
            switch (instruction.Operation)
            {
                case Operation.AddShifted:
                    to += (_r[instruction.Source] << instruction.Shift) + (instruction.Destination == 5 ? instruction.Immediate : 0);
                    break;
                case Operation.AddMemory:
                    to += Read(scratchpad, instruction);
                    break;
                case Operation.Subtract:
                    to -= Source(instruction);
                    break;
                case Operation.SubtractMemory:
                    to -= Read(scratchpad, instruction);
                    break;
                case Operation.Multiply:
                    to *= Source(instruction);
                    break;
                case Operation.MultiplyReciprocal:
                    to *= instruction.Immediate;
                    break;
                case Operation.MultiplyMemory:
                    to *= Read(scratchpad, instruction);
                    break;
                case Operation.MultiplyHigh:
                    to = Math.BigMul(to, _r[instruction.Source], out _);
                    break;
                case Operation.MultiplyHighMemory:
                    to = Math.BigMul(to, Read(scratchpad, instruction), out _);
                    break;
                case Operation.MultiplyHighSigned:
                    to = (ulong)Math.BigMul((long)to, (long)_r[instruction.Source], out _);
                    break;
                case Operation.MultiplyHighSignedMemory:
                    to = (ulong)Math.BigMul((long)to, (long)Read(scratchpad, instruction), out _);
                    break;
                case Operation.Negate:
                    to = 0 - to;
                    break;
                case Operation.Xor:
                    to ^= Source(instruction);
                    break;
                case Operation.XorMemory:
                    to ^= Read(scratchpad, instruction);
                    break;
                case Operation.RotateRight:
                    to = ulong.RotateRight(to, (int)(Source(instruction) & 63));
                    break;
                case Operation.RotateLeft:
                    to = ulong.RotateLeft(to, (int)(Source(instruction) & 63));
                    break;
                case Operation.Swap:
                    (to, _r[instruction.Source]) = (_r[instruction.Source], to);
                    break;
                case Operation.Branch:
                    to += instruction.Immediate;
                    at = (to & instruction.Mask) == 0 ? instruction.Target - 1 : at;
                    break;
                case Operation.Round:
                    _rounding = (int)ulong.RotateRight(_r[instruction.Source], (int)(instruction.Immediate & 63)) & 3;
                    break;
                case Operation.Store:
                    Unsafe.WriteUnaligned(
                        scratchpad + ((uint)(to + instruction.Immediate) & instruction.Mask), _r[instruction.Source]);
                    break;
                case Operation.Nothing:
                    break;
                default:
                    ExecuteFloat(scratchpad, instruction);
                    break;
            }
        }
    }

    private void ExecuteFloat(byte* scratchpad, in Instruction instruction)
    {
        int to = instruction.Destination & 3;
        switch (instruction.Operation)
        {
            case Operation.FloatSwap:
                ref Vector128<double> swapped = ref instruction.Destination < 4 ? ref _f[to] : ref _e[to];
                swapped = Vector128.Shuffle(swapped, Vector128.Create(1L, 0));
                break;
            case Operation.FloatAdd:
                _f[to] = Add(_f[to], _a[instruction.Source]);
                break;
            case Operation.FloatAddMemory:
                _f[to] = Add(_f[to], ReadPair(scratchpad, instruction));
                break;
            case Operation.FloatSubtract:
                _f[to] = Add(_f[to], -_a[instruction.Source]);
                break;
            case Operation.FloatSubtractMemory:
                _f[to] = Add(_f[to], -ReadPair(scratchpad, instruction));
                break;
            case Operation.FloatScale:
                _f[to] = (_f[to].AsUInt64() ^ Scale).AsDouble();
                break;
            case Operation.FloatMultiply:
                (Vector128<double> e, Vector128<double> a) = (_e[to], _a[instruction.Source]);
                _e[to] = Vector128.Create(
                    DirectedRounding.Multiply(e[0], a[0], _rounding), DirectedRounding.Multiply(e[1], a[1], _rounding));
                break;
            case Operation.FloatDivideMemory:
                (Vector128<double> left, Vector128<double> right) = (_e[to], ToGroupE(ReadPair(scratchpad, instruction)));
                _e[to] = Vector128.Create(
                    DirectedRounding.Divide(left[0], right[0], _rounding), DirectedRounding.Divide(left[1], right[1], _rounding));
                break;
            case Operation.FloatRoot:
                _e[to] = Vector128.Create(
                    DirectedRounding.Root(_e[to][0], _rounding), DirectedRounding.Root(_e[to][1], _rounding));
                break;
        }
    }

    private ulong Source(in Instruction instruction) => instruction.IsConstant ? instruction.Immediate : _r[instruction.Source];

    private uint Address(in Instruction instruction) => (uint)(_r[instruction.Source] + instruction.Immediate) & instruction.Mask;

    private ulong Read(byte* scratchpad, in Instruction instruction) => Unsafe.ReadUnaligned<ulong>(
        scratchpad + (instruction.IsConstant ? (uint)instruction.Immediate & instruction.Mask : Address(instruction)));

    private Vector128<double> ReadPair(byte* scratchpad, in Instruction instruction) => Pair(scratchpad + Address(instruction));

    private static Vector128<double> Pair(byte* integers) => Vector128.Create(
        (double)Unsafe.ReadUnaligned<int>(integers), Unsafe.ReadUnaligned<int>(integers + 4));

    private Vector128<double> ToGroupE(Vector128<double> value) =>
        ((value.AsUInt64() & Vector128.Create(ProgramConfiguration.KeptOfE)) | _mask).AsDouble();

    private Vector128<double> Add(Vector128<double> left, Vector128<double> right) => Vector128.Create(
        DirectedRounding.Add(left[0], right[0], _rounding), DirectedRounding.Add(left[1], right[1], _rounding));
}
