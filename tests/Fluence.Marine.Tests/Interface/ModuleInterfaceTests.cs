using System.Collections.Immutable;
using Fluence.Marine.Aqua;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;

namespace Fluence.Marine.Tests.Interface;

public sealed class ModuleInterfaceTests
{
    [Fact]
    public void Functions_are_exports_with_an_implementation()
    {
        Interfaces interfaces = Make(
            [new FunctionType([], []), new FunctionType([new NamedType("a", IType.U8)], [])],
            [new Export("core", 0), new Export("f", 1), new Export("same", 1)],
            [new Implementation(1, 1), new Implementation(1, 1), new Implementation(9, 0)]);
        ModuleInterface module = ModuleInterface.Of(interfaces);
        Assert.Equal(["f", "same"], module.Functions.Select(function => function.Name));
        Assert.Equal("a", module.Find("same")!.Arguments[0].Name);
        Assert.Null(module.Find("core"));
    }

    [Fact]
    public void Records_come_after_those_they_need_and_else_by_name()
    {
        ModuleInterface module = ModuleInterface.Of(Exporting(
            [IType.Record(2), IType.ArrayOf(IType.Record(4))],
            new RecordType("Unused", [new NamedType("x", IType.U8)]),
            new RecordType("B", [new NamedType("z", IType.ArrayOf(IType.Record(3)))]),
            new RecordType("Z", [new NamedType("x", IType.S8)]),
            new RecordType("A", [new NamedType("x", IType.F32), new NamedType("z", IType.Record(3))])));
        Assert.Equal(["Z", "A", "B"], module.ExportedRecords.Select(each => each.Record.Name));
        Assert.Equal(4, module.Records.All.Count());
    }

    [Fact]
    public void The_Aqua_text_is_that_of_the_original()
    {
        Interfaces interfaces = Exporting(
            [IType.Record(1), IType.ByteArray, IType.ArrayOf(IType.S64)],
            new RecordType("R", [new NamedType("ok", IType.Boolean), new NamedType("n", IType.I32)]));
        interfaces = interfaces with
        {
            Types = interfaces.Types.Add(new FunctionType([], [IType.Text])),
            Exports = interfaces.Exports.Add(new Export("a", 2)),
            Implementations = interfaces.Implementations.Add(new Implementation(2, 2)),
        };
        Assert.Equal(
            "aqua UrlDownloader declares *\n\ndata R:\n  ok: bool\n  n: i32\n\nservice UrlDownloader(\"id\"):\n"
                + "  a() -> string\n  f(a0: R, a1: []u8, a2: []i64)  \n",
            AquaInterface.Print(ModuleInterface.Of(interfaces), "url-downloader", "id"));
    }

    [Theory]
    [InlineData("greeting", "Greeting")]
    [InlineData("greeting-record", "GreetingRecord")]
    [InlineData("records_pure", "RecordsPure")]
    [InlineData("sqlite3", "Sqlite3")]
    [InlineData("a1b", "A1B")]
    [InlineData("newService1", "NewService1")]
    [InlineData("AquaIPFS", "AquaIPFS")]
    [InlineData("IPFS", "Ipfs")]
    [InlineData("__x__", "X")]
    [InlineData("", "")]
    public void Names_of_services_are_in_Pascal_case(string name, string expected) => Assert.Equal(expected, PascalCase.Of(name));

    [Fact]
    public void Indices_that_point_to_nothing_are_told()
    {
        Assert.Equal("Loaded module doesn't contain type with idx = 7", Fail(Make([], [new Export("f", 0)], [new Implementation(0, 7)])));
        Assert.Equal("type with idx = 0 isn't a function type", Fail(Make(
            [new RecordType("R", [new NamedType("x", IType.U8)])], [new Export("f", 0)], [new Implementation(0, 0)])));
        Assert.Equal("record type with type id 0 not found", Fail(Exporting([IType.Record(0)])));
        Assert.Equal("the function 'f' has 2 results, at most one is supported", Fail(Make(
            [new FunctionType([], [IType.U8, IType.U8])], [new Export("f", 0)], [new Implementation(0, 0)])));
    }

    [Fact]
    public void Records_in_a_circle_or_too_deep_in_each_other_are_refused()
    {
        const string problem = "mailformed module: a record contains more recursion level then allowed";
        Assert.Equal(problem, Fail(Exporting([IType.Record(1)], Holding(1))));
        Assert.Equal(problem, Fail(Exporting([IType.Record(1)], Holding(2), Holding(1))));
        RecordType[] chain = [.. Enumerable.Range(2, 512).Select(next => Holding((uint)next)), new("L", [new NamedType("x", IType.U8)])];
        Assert.Equal(problem, Fail(Exporting([IType.Record(1)], chain)));
        Assert.Equal(512, ModuleInterface.Of(Exporting([IType.Record(2)], chain)).ExportedRecords.Length);
    }

    [Fact]
    public void A_small_section_cannot_offer_very_many_functions()
    {
        FunctionType type = new([.. Enumerable.Repeat(new NamedType("a", IType.U8), 255)], []);
        Interfaces interfaces = Make(
            [.. Enumerable.Repeat(type, 300)],
            [.. Enumerable.Repeat(new Export("f", 0), 300)],
            [.. Enumerable.Range(0, 300).Select(adapter => new Implementation(0, (uint)adapter))]);
        Assert.Equal("the module offers more than 65536 functions and arguments", Fail(interfaces));
    }

    [Fact]
    public void Effects_are_read_from_the_imports_of_the_host()
    {
        ImmutableArray<ModuleImport> imports =
        [
            new("host", "log_utf8_string", ExternKind.Function), new("__marine_host_api_v3", "curl", ExternKind.Function),
            new("host", "curl", ExternKind.Function), new("host", "get_call_parameters", ExternKind.Function),
            new("other", "ls", ExternKind.Function),
        ];
        ModuleEffects effects = ModuleEffects.Of(imports);
        Assert.True(effects is { UsesLogger: true, UsesCallParameters: true, IsPure: false });
        Assert.Equal(["curl"], effects.MountedBinaries.ToArray());
    }

    private static RecordType Holding(uint id) => new($"R{id}", [new NamedType("inner", IType.Record(id))]);

    private static Interfaces Exporting(IType[] arguments, params RecordType[] records)
    {
        FunctionType function = new([.. arguments.Select((type, index) => new NamedType($"a{index}", type))], []);
        return Make([function, .. records], [new Export("f", 0)], [new Implementation(0, 0)]);
    }

    private static Interfaces Make(
        ImmutableArray<TypeDefinition> types, ImmutableArray<Export> exports, ImmutableArray<Implementation> implementations) =>
        new(new SemVersion(0, 27, 0), types, [], [], exports, implementations);

    private static string Fail(Interfaces interfaces) =>
        Assert.Throws<ModuleFormatException>(() => ModuleInterface.Of(interfaces)).Message;
}
