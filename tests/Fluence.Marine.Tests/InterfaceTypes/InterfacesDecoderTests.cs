using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Tests.Support;

namespace Fluence.Marine.Tests.InterfaceTypes;

public sealed class InterfacesDecoderTests
{
    private static readonly byte[] Version = [5, 6, .. "0.27.0"u8];

    [Fact]
    public void A_module_without_the_section_is_refused() =>
        Assert.Equal("the module doesn't contain IT section", Fail(TestModule.Of()));

    [Fact]
    public void A_module_with_two_sections_is_refused() => Assert.Equal(
        "the module contains multiple IT sections that is unsupported",
        Fail(TestModule.Of((Interfaces.SectionName, Version), (Interfaces.SectionName, Version))));

    [Fact]
    public void The_body_of_the_only_section_is_read() => Assert.Equal(
        new SemVersion(0, 27, 0), InterfacesDecoder.Decode(TestModule.Of(("x", [1]), (Interfaces.SectionName, Version))).Version);

    [Fact]
    public void Groups_of_one_kind_are_put_together()
    {
        byte[] body = [3, 1, 1, (byte)'a', 0, .. Version, 3, 1, 1, (byte)'b', 1];
        Assert.Equal([new Export("a", 0), new Export("b", 1)], InterfacesDecoder.Decode(body).Exports.ToArray());
    }

    [Theory]
    [InlineData("", "NoneOf at offset 0: the version is missing")]
    [InlineData("0000", "NoneOf at offset 2: the version is missing")]
    [InlineData("0501310501", "Eof at offset 5: 1 items are announced, but 0 bytes are left")]
    [InlineData("050131", "IsNot at offset 3: the version '1' is none: unexpected end of input while parsing major version number")]
    [InlineData("05053000000000", "IsNot at offset 7: the version '0\0\0\0\0' is none: unexpected character '\\0' after major version number")]
    [InlineData("0505302e302e300505302e302e30", "Many0 at offset 14: there are 2 versions")]
    [InlineData("0501ff", "Char at offset 2: a string is not UTF-8")]
    [InlineData("06", "Alt at offset 1: there is no kind 6 of entries")]
    [InlineData("000102", "Alt at offset 3: there is no kind 2 of types")]
    [InlineData("0001", "Eof at offset 2: 1 entries are announced, but 0 bytes are left")]
    [InlineData("0001010000", "Many1 at offset 5: the record '' has no fields")]
    [InlineData("000100010040", "Alt at offset 6: there is no type 0x40")]
    [InlineData("0001000201", "Eof at offset 4: 2 items are announced, but 1 bytes are left")]
    [InlineData("02010001ff", "Alt at offset 5: there is no instruction 0xff")]
    [InlineData("0201000139", "Alt at offset 5: there is no instruction 0x39")]
    [InlineData("020100010180808080808080808001", "TooLarge at offset 14: an integer is longer than nine bytes")]
    [InlineData("020100010180808080808001", "TooLarge at offset 12: an index does not fit 32 bits")]
    [InlineData("0201000101", "Eof at offset 5: the section ends early")]
    public void A_corrupted_section_is_told_with_its_place(string hex, string problem)
    {
        ModuleFormatException error =
            Assert.Throws<ModuleFormatException>(() => InterfacesDecoder.Decode(Convert.FromHexString(hex).AsSpan()));
        Assert.StartsWith($"IT section is corrupted: Parsing Error: {problem}.\nProbably", error.Message, StringComparison.Ordinal);
        Assert.Equal(Interfaces.SectionName, error.Section);
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(255)]
    public void Strings_and_lists_of_up_to_255_items_go_both_ways(int length)
    {
        NamedType field = new(new string('n', length), IType.Text);
        Interfaces interfaces = Empty with { Types = [new RecordType("r", [.. Enumerable.Repeat(field, length)])] };
        byte[] body = InterfacesEncoder.Encode(interfaces);
        Assert.Equal(InterfacesPrinter.Print(interfaces), InterfacesPrinter.Print(InterfacesDecoder.Decode(body)));
    }

    [Fact]
    public void What_is_longer_than_255_is_not_written()
    {
        Interfaces longName = Empty with { Exports = [new Export(new string('n', 256), 0)] };
        Assert.EndsWith("takes 256 bytes, the format has place for 255", FailToEncode(longName), StringComparison.Ordinal);
        Interfaces longCode = Empty with { Adapters = [new Adapter(0, [.. Enumerable.Repeat(Instruction.Of(Opcode.Dup), 256)])] };
        Assert.Equal("there are 256 instructions of an adapter, the format has place for 255", FailToEncode(longCode));
        Interfaces negative = Empty with { Adapters = [new Adapter(0, [Instruction.PushI64(-1)])] };
        Assert.Equal("the format has no place for the negative constant -1 of 64 bits", FailToEncode(negative));
    }

    [Fact]
    public void Arrays_that_lie_too_deep_in_each_other_are_refused()
    {
        byte[] deep = [.. Version, 0, 1, 0, 0, 1, .. Enumerable.Repeat((byte)0x36, Limits.MaxTypeDepth + 1), 4];
        Assert.Throws<ModuleFormatException>(() => InterfacesDecoder.Decode(deep));
        byte[] allowed = [.. Version, 0, 1, 0, 0, 1, .. Enumerable.Repeat((byte)0x36, Limits.MaxTypeDepth), 4];
        Assert.Equal(allowed, InterfacesEncoder.Encode(InterfacesDecoder.Decode(allowed)));
    }

    [Fact]
    public void Random_interfaces_are_read_as_they_were_written()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Interfaces interfaces = new RandomInterfaces(seed).Next();
            byte[] body = InterfacesEncoder.Encode(interfaces);
            Interfaces read = InterfacesDecoder.Decode(body);
            Assert.Equal(InterfacesPrinter.Print(interfaces), InterfacesPrinter.Print(read));
            Assert.Equal(body, InterfacesEncoder.Encode(read));
        }
    }

    [Fact]
    public void Every_instruction_has_a_text_and_a_code()
    {
        Assert.Equal(50, Enum.GetValues<Opcode>().Length);
        Assert.Equal("s8.from_i32", Opcode.S8FromI32.Text());
        Assert.Equal("i64.from_u16", Opcode.I64FromU16.Text());
        Assert.Equal(
            [.. Enum.GetValues<Opcode>().Select(opcode => (byte)opcode)],
            Enumerable.Range(0, 256).Select(code => (byte)code).Where(OpcodeText.IsDefined));
    }

    [Fact]
    public void The_text_form_is_that_of_the_original()
    {
        Interfaces interfaces = Empty with
        {
            Types =
            [
                new FunctionType([new NamedType("size", IType.I32), new NamedType("b", IType.ByteArray)], [IType.ArrayOf(IType.S8)]),
                new FunctionType([], []),
                new RecordType("R", [new NamedType("ok", IType.Boolean), new NamedType("inner", IType.Record(2))]),
            ],
            Imports = [new Import("ns", "f", 0)],
            Adapters = [new Adapter(1, [Instruction.ArgumentGet(0), Instruction.PushI32(1), Instruction.ArrayLower(IType.Record(2))])],
            Exports = [new Export("g", 1)],
            Implementations = [new Implementation(1, 0)],
        };
        Assert.Equal(
            """
            (@interface it_version "0.27.0")

            ;; Types
            (@interface type (func 
              (param $size: i32 $b: array (u8)) 
              (result array (s8))))   ;; 0
            (@interface type (func  ))   ;; 1
            (@interface type (record $R (
             field $ok: bool
             field $inner: record 2
            )))   ;; 2

            ;; Imports
            (@interface import "ns" "f" (func (type 0)))

            ;; Adapters
            (@interface func (type 1)
              arg.get 0
              i32.push 1
              array.lower_memory record 2)

            ;; Exports
            (@interface export "g" (func 1))

            ;; Implementations
            (@interface implement (func 1) (func 0))
            """,
            InterfacesPrinter.Print(interfaces));
    }

    private static Interfaces Empty { get; } = new(new SemVersion(0, 27, 0), [], [], [], [], []);

    private static string Fail(Fluence.Marine.Sections.WasmModuleFile module) =>
        Assert.Throws<ModuleFormatException>(() => InterfacesDecoder.Decode(module)).Message;

    private static string FailToEncode(Interfaces interfaces) =>
        Assert.Throws<InterfaceException>(() => InterfacesEncoder.Encode(interfaces)).Message;
}
