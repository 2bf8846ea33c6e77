using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Tests.Support;

/// <summary>Makes interface types of every shape that the format has.</summary>
internal sealed class RandomInterfaces(int seed)
{
    private readonly Random _random = new(seed);

    public Interfaces Next() => new(
        new SemVersion(0, (ulong)_random.Next(30), (ulong)_random.Next(10), _random.Next(4) == 0 ? "rc.1" : ""),
        [.. Many(8, Definition)],
        [.. Many(4, () => new Import(Name(), Name(), Index()))],
        [.. Many(4, () => new Adapter(Index(), [.. Many(140, Code)]))],
        [.. Many(4, () => new Export(Name(), Index()))],
        [.. Many(4, () => new Implementation(Index(), Index()))]);

    public IType Type(int depth = 0) => _random.Next(6) switch
    {
        0 when depth < 5 => IType.ArrayOf(Type(depth + 1)),
        1 => IType.Record(Index()),
        _ => IType.Of((ITypeKind)_random.Next((int)ITypeKind.I64 + 1)),
    };

    private TypeDefinition Definition() => _random.Next(2) == 0
        ? new FunctionType([.. Many(5, Named)], [.. Many(2, () => Type())])
        : new RecordType(Name(), [Named(), .. Many(150, Named)]);

    private NamedType Named() => new(Name(), Type());

    private Instruction Code()
    {
        Opcode[] all = Enum.GetValues<Opcode>();
        Opcode opcode = all[_random.Next(all.Length)];
        return opcode switch
        {
            Opcode.ArgumentGet => Instruction.ArgumentGet(Index()),
            Opcode.CallCore => Instruction.CallCore(Index()),
            Opcode.RecordLiftMemory => Instruction.RecordLift(Index()),
            Opcode.RecordLowerMemory => Instruction.RecordLower(Index()),
            Opcode.ArrayLiftMemory => Instruction.ArrayLift(Type()),
            Opcode.ArrayLowerMemory => Instruction.ArrayLower(Type()),
            Opcode.PushI32 => Instruction.PushI32(_random.Next(int.MinValue, int.MaxValue)),
            Opcode.PushI64 => Instruction.PushI64(_random.NextInt64(long.MaxValue)),
            _ => Instruction.Of(opcode),
        };
    }

    private uint Index() => (uint)_random.NextInt64(_random.Next(2) == 0 ? 200 : uint.MaxValue);

    private string Name() => new(_random.Next(3) == 0 ? 'ж' : 'n', _random.Next(_random.Next(10) == 0 ? 127 : 12));

    private IEnumerable<T> Many<T>(int most, Func<T> make) => Enumerable.Range(0, _random.Next(most)).Select(_ => make());
}
