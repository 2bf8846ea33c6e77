using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Marine.Tests.Support;
using Fluence.Marine.Values;

namespace Fluence.Marine.Tests.Layout;

public sealed class LayoutTests
{
    private static readonly RecordTable Records = new(
    [
        new RecordType("Packed", [new NamedType("b", IType.Boolean), new NamedType("n", IType.U32), new NamedType("l", IType.U64)]),
        new RecordType("Mixed",
        [
            new NamedType("s", IType.Text), new NamedType("v", IType.ArrayOf(IType.U16)), new NamedType("r", IType.Record(0)),
            new NamedType("d", IType.ByteArray), new NamedType("f", IType.F64), new NamedType("t", IType.S8),
        ]),
        new RecordType("Circle", [new NamedType("c", IType.ArrayOf(IType.Record(2)))]),
    ]);

    [Theory]
    [InlineData(ITypeKind.Boolean, 1, AllocationTag.Boolean, "I32")]
    [InlineData(ITypeKind.S8, 1, AllocationTag.S8, "I32")]
    [InlineData(ITypeKind.S16, 2, AllocationTag.S16, "I32")]
    [InlineData(ITypeKind.S32, 4, AllocationTag.S32, "I32")]
    [InlineData(ITypeKind.S64, 8, AllocationTag.S64, "I64")]
    [InlineData(ITypeKind.U8, 1, AllocationTag.U8, "I32")]
    [InlineData(ITypeKind.U16, 2, AllocationTag.U16, "I32")]
    [InlineData(ITypeKind.U32, 4, AllocationTag.U32, "I32")]
    [InlineData(ITypeKind.U64, 8, AllocationTag.U64, "I64")]
    [InlineData(ITypeKind.F32, 4, AllocationTag.F32, "F32")]
    [InlineData(ITypeKind.F64, 8, AllocationTag.F64, "F64")]
    [InlineData(ITypeKind.String, 8, AllocationTag.U32, "I32 I32")]
    [InlineData(ITypeKind.ByteArray, 8, AllocationTag.U32, "I32 I32")]
    [InlineData(ITypeKind.I32, 4, AllocationTag.S32, "I32")]
    [InlineData(ITypeKind.I64, 8, AllocationTag.S64, "I64")]
    public void Simple_types_have_a_size_a_tag_and_Wasm_values(ITypeKind kind, int size, AllocationTag tag, string wasm)
    {
        IType type = IType.Of(kind);
        Assert.Equal((size, tag), (MemoryLayout.SizeOf(type), MemoryLayout.TagOf(type)));
        Assert.Equal(wasm, string.Join(' ', MemoryLayout.ArgumentTypes(type)));
        Assert.Equal(wasm.Contains(' ', StringComparison.Ordinal) ? "" : wasm, string.Join(' ', MemoryLayout.ResultTypes(type)));
    }

    [Fact]
    public void Arrays_take_two_slots_and_records_one()
    {
        Assert.Equal((8, AllocationTag.U32), (MemoryLayout.SizeOf(IType.ArrayOf(IType.U8)), MemoryLayout.TagOf(IType.ArrayOf(IType.U8))));
        Assert.Equal((4, AllocationTag.U32), (MemoryLayout.SizeOf(IType.Record(0)), MemoryLayout.TagOf(IType.Record(0))));
        Assert.Equal([CoreType.I32], MemoryLayout.ArgumentTypes(IType.Record(0)).ToArray());
        Assert.Empty(MemoryLayout.ResultTypes(IType.Record(0)));
    }

    [Fact]
    public void Records_are_packed()
    {
        RecordShape packed = Shape(0);
        Assert.Equal([0, 1, 5], packed.Fields.Select(field => field.Offset));
        Assert.Equal(13, packed.ContentSize);
        Assert.Equal(4, packed.Size);
        Assert.Equal([0, 8, 16, 20, 28, 36], Shape(1).Fields.Select(field => field.Offset));
    }

    [Fact]
    public void A_record_is_written_after_what_it_holds()
    {
        TestMemory memory = new(1024);
        uint address = ValueLowerer.LowerRecord(memory, Shape(1), Mixed);
        Assert.Equal(
            [(2u, AllocationTag.U8), (4u, AllocationTag.U16), (13u, AllocationTag.U8), (0u, AllocationTag.U8), (37u, AllocationTag.U8)],
            memory.Allocations);
        Assert.Equal(16u + 2 + 4 + 13, address);
        Assert.Equal(
            Convert.FromHexString("1000000002000000" + "1200000002000000" + "16000000" + "0000000000000000" + "000000000000f83f" + "ff"),
            memory.Bytes.Slice((int)address, 37).ToArray());
        Assert.Equal(Convert.FromHexString("01" + "ffffffff" + "0100000000000080"), memory.Bytes.Slice(22, 13).ToArray());
        Assert.Equal(IValue.Record(Mixed), new ValueLifter(memory).LiftRecord(Shape(1), address));
    }

    [Fact]
    public void An_array_is_written_before_what_it_holds_and_an_empty_one_not_at_all()
    {
        TestMemory memory = new(1024);
        ArrayShape shape = (ArrayShape)new ValueShapes(Records).Of(IType.ArrayOf(IType.Text));
        Assert.Equal((16u, 2u), ValueLowerer.LowerArray(memory, shape, [IValue.Text("ab"), IValue.Text("")]));
        Assert.Equal([(16u, AllocationTag.U32), (2u, AllocationTag.U8), (0u, AllocationTag.U8)], memory.Allocations);
        Assert.Equal(Convert.FromHexString("20000000020000000000000000000000" + "6162"), memory.Bytes.Slice(16, 18).ToArray());
        Assert.Equal((0u, 0u), ValueLowerer.LowerArray(memory, shape, []));
        Assert.Equal(3, memory.Allocations.Count);
    }

    [Fact]
    public void Values_of_every_type_are_read_as_they_were_written()
    {
        IType[] types = [.. Enum.GetValues<ITypeKind>().Select(IType.Of), IType.Record(0), IType.Record(1), IType.ArrayOf(IType.ArrayOf(IType.Record(1)))];
        Random random = new(5);
        foreach (IType type in types)
        {
            TestMemory memory = new(1 << 20);
            ArrayShape shape = (ArrayShape)new ValueShapes(Records).Of(IType.ArrayOf(type));
            ImmutableArray<IValue> values = [.. Enumerable.Range(0, 5).Select(_ => Make(type, random))];
            (uint address, uint count) = ValueLowerer.LowerArray(memory, shape, values);
            Assert.Equal(IValue.Array(values), new ValueLifter(memory).LiftArray(shape, address, count));
        }
    }

    [Fact]
    public void What_does_not_lie_in_the_memory_is_told()
    {
        ValueLifter lifter = new(new TestMemory(64));
        Assert.Equal("Out-of-bound Wasm memory access: offset 60, size 5, while memory_size 64", Fail(() => lifter.LiftBytes(60, 5)));
        Assert.Equal(
            "Out-of-bound Wasm memory access: offset 4294967295, size 13, while memory_size 64",
            Fail(() => lifter.LiftRecord(Shape(0), uint.MaxValue)));
        Assert.Equal(4, lifter.LiftBytes(60, 4).Length);
        Assert.Empty(lifter.LiftBytes(uint.MaxValue, 0));
        Assert.Equal($"a value is larger than {Limits.MaxLiftedSize} bytes", Fail(() => lifter.LiftString(0, uint.MaxValue)));
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_told()
    {
        TestMemory memory = new(64);
        memory.Bytes[3] = 0xff;
        Assert.Equal("invalid utf-8 sequence of 1 bytes from index 2", Fail(() => new ValueLifter(memory).LiftString(1, 4)));
    }

    [Fact]
    public void Values_that_are_not_of_the_shape_are_told()
    {
        TestMemory memory = new(64);
        Assert.Equal("the record 'Packed' has 3 fields, 1 are given", Fail(() => ValueLowerer.LowerRecord(memory, Shape(0), [IValue.U8(1)])));
        Assert.Equal(
            "the value U8(1) is not of the type that the module expects",
            Fail(() => ValueLowerer.LowerRecord(memory, Shape(0), [IValue.U8(1), IValue.U32(1), IValue.U64(1)])));
    }

    [Fact]
    public void Records_that_are_missing_or_hold_themselves_have_no_shape()
    {
        Assert.Equal("Record with type id '9' not found", Fail(() => Shape(9)));
        Assert.StartsWith("types lie more than", Fail(() => Shape(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_lies_about_its_memory_is_caught()
    {
        Random random = new(7);
        for (int round = 0; round < 2000; round++)
        {
            TestMemory memory = new(256);
            random.NextBytes(memory.Bytes);
            for (int i = 0; i < 256; i += 4)
            {
                // addresses and counts that may be right
                BitConverter.TryWriteBytes(memory.Bytes[i..], random.Next(3) == 0 ? random.Next() : random.Next(300));
            }

            Exception? error = Record.Exception(() => new ValueLifter(memory).LiftRecord(Shape(1), (uint)random.Next(256)));
            Assert.True(error is null or MemoryLayoutException, error?.ToString());
        }
    }

    private static ImmutableArray<IValue> Mixed { get; } =
    [
        IValue.Text("hi"), IValue.Array(IValue.U16(1), IValue.U16(2)),
        IValue.Record(IValue.Boolean(true), IValue.U32(uint.MaxValue), IValue.U64(0x8000000000000001)), IValue.Bytes(default),
        IValue.F64(1.5), IValue.S8(-1),
    ];

    private static RecordShape Shape(uint id) => (RecordShape)new ValueShapes(Records).Of(IType.Record(id));

    private static IValue Make(IType type, Random random) => type switch
    {
        ArrayType array => IValue.Array([.. Enumerable.Range(0, random.Next(4)).Select(_ => Make(array.Element, random))]),
        RecordReference record => IValue.Record(
            [.. (Records.TryGet(record.Id, out RecordType? found) ? found : null!).Fields.Select(field => Make(field.Type, random))]),
        SimpleType simple => simple.Kind switch
        {
            ITypeKind.Boolean => IValue.Boolean(random.Next(2) == 0),
            ITypeKind.S8 => IValue.S8((sbyte)random.Next(256)),
            ITypeKind.S16 => IValue.S16((short)random.Next(65536)),
            ITypeKind.S32 => IValue.S32(random.Next(int.MinValue, int.MaxValue)),
            ITypeKind.S64 => IValue.S64(random.NextInt64(long.MinValue, long.MaxValue)),
            ITypeKind.U8 => IValue.U8((byte)random.Next(256)),
            ITypeKind.U16 => IValue.U16((ushort)random.Next(65536)),
            ITypeKind.U32 => IValue.U32((uint)random.NextInt64(uint.MaxValue)),
            ITypeKind.U64 => IValue.U64((ulong)random.NextInt64(long.MinValue, long.MaxValue)),
            ITypeKind.I32 => IValue.I32(random.Next(int.MinValue, int.MaxValue)),
            ITypeKind.I64 => IValue.I64(random.NextInt64(long.MinValue, long.MaxValue)),
            ITypeKind.F32 => IValue.F32(random.NextSingle()),
            ITypeKind.F64 => IValue.F64(random.NextDouble()),
            ITypeKind.String => IValue.Text(new string('ж', random.Next(4))),
            _ => IValue.Bytes(new byte[random.Next(4)]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string Fail(Action action) => Assert.Throws<MemoryLayoutException>(action).Message;

    private static string Fail(Func<object> action) => Assert.Throws<MemoryLayoutException>(() => action()).Message;
}
