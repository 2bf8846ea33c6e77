using System.Text;
using Fluence.Marine.Generation;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;
using Fluence.Marine.Tests.Support;

namespace Fluence.Marine.Tests.Generation;

public sealed class InterfacesGeneratorTests
{
    private const string Prefix = "__m_generated_section__";

    [Fact]
    public void The_six_functions_of_every_module_come_first()
    {
        Interfaces interfaces = InterfacesGenerator.Generate(TestModule.Of());
        Assert.Equal(
            ["allocate", "release_objects", "get_result_size", "get_result_ptr", "set_result_size", "set_result_ptr"],
            interfaces.Exports.Select(export => export.Name));
        Assert.Equal([0u, 1, 2, 3, 4, 5], interfaces.Exports.Select(export => export.FunctionType));
        Assert.Empty(interfaces.Implementations);
    }

    [Theory]
    [InlineData("Boolean", "arg.get 0; i32.from_bool; call-core 6; bool.from_i32")]
    [InlineData("I8", "arg.get 0; i32.from_s8; call-core 6; s8.from_i32")]
    [InlineData("I16", "arg.get 0; i32.from_s16; call-core 6; s16.from_i32")]
    [InlineData("I32", "arg.get 0; i32.from_s32; call-core 6; s32.from_i32")]
    [InlineData("I64", "arg.get 0; i64.from_s64; call-core 6; s64.from_i64")]
    [InlineData("U8", "arg.get 0; i32.from_u8; call-core 6; u8.from_i32")]
    [InlineData("U16", "arg.get 0; i32.from_u16; call-core 6; u16.from_i32")]
    [InlineData("U32", "arg.get 0; i32.from_u32; call-core 6; u32.from_i32")]
    [InlineData("U64", "arg.get 0; i64.from_u64; call-core 6; u64.from_i64")]
    [InlineData("F32", "arg.get 0; call-core 6")]
    [InlineData("F64", "arg.get 0; call-core 6")]
    [InlineData(
        "Utf8Str", "arg.get 0; string.size; i32.push 1; call-core 0; arg.get 0; string.lower_memory; call-core 6; "
            + "call-core 3; call-core 2; string.lift_memory; call-core 1")]
    public void An_exported_function_takes_and_gives_simple_values(string type, string code) =>
        Assert.Equal(code, ExportCode($$"""{"{{type}}":"ByValue"}"""));

    [Theory]
    [InlineData("""{"U8":"ByValue"}""", "u8", "byte_array.lift_memory")]
    [InlineData("""{"Utf8String":"ByValue"}""", "string", "array.lift_memory string")]
    [InlineData("""{"Vector":[{"U8":"ByRef"},"ByValue"]}""", "array (u8)", "array.lift_memory array (u8)")]
    [InlineData("""{"Vector":[{"U16":"ByRef"},"ByMutRef"]}""", "array (u16)", "array.lift_memory array (u16)")]
    public void An_exported_function_takes_and_gives_arrays(string element, string lowered, string lift) => Assert.Equal(
        $"arg.get 0; array.lower_memory {lowered}; call-core 6; call-core 3; call-core 2; {lift}; call-core 1",
        ExportCode($$"""{"Vector":[{{element}},"ByValue"]}"""));

    [Fact]
    public void An_exported_function_takes_and_gives_records()
    {
        Interfaces interfaces = Generate(Record("R", ("x", """{"U8":"ByValue"}""")), Function("f", """{"Record":["R","ByValue"]}"""));
        Assert.Equal(
            "arg.get 0; record.lower_memory 6; call-core 6; call-core 3; record.lift_memory 6; call-core 1", Code(interfaces, 0));
        Assert.Equal(new Export("f", 8), interfaces.Exports[6]);
        Assert.Equal([new Implementation(8, 7)], interfaces.Implementations.ToArray());
    }

    [Fact]
    public void An_imported_function_goes_the_other_way()
    {
        const string types = """
            {"name":"s","ty":{"Utf8String":"ByValue"}},{"name":"n","ty":{"U64":"ByValue"}},
            {"name":"b","ty":{"Vector":[{"U8":"ByValue"},"ByValue"]}},{"name":"v","ty":{"Vector":[{"F32":"ByValue"},"ByValue"]}}
            """;
        Interfaces interfaces = Generate(Import("other", "f", types, """{"Utf8String":"ByValue"}""", "real_name"));
        Assert.Equal(
            "arg.get 0; arg.get 1; string.lift_memory; arg.get 2; u64.from_i64; arg.get 3; arg.get 4; byte_array.lift_memory; "
                + "arg.get 5; arg.get 6; array.lift_memory f32; call-core 1; call-core 6; dup; string.size; i32.push 1; call-core 0; "
                + "swap2; string.lower_memory; call-core 4; call-core 5",
            Code(interfaces, 0));
        Assert.Equal([new Import("other", "real_name", 6), new Import("other", "real_name", 8)], interfaces.Imports.ToArray());
        Assert.Equal([new Implementation(8, 7)], interfaces.Implementations.ToArray());
        FunctionType raw = (FunctionType)interfaces.Types[8];
        Assert.Equal(
            ["s_ptr I32", "s_ptr I32", "n I64", "b_ptr I32", "b_ptr I32", "v_ptr I32", "v_ptr I32"],
            raw.Arguments.Select(argument => $"{argument.Name} {argument.Type}"));
        Assert.Empty(raw.Outputs);
    }

    [Theory]
    [InlineData("Boolean", "i32.from_bool", "S32")]
    [InlineData("U32", "i32.from_u32", "S32")]
    [InlineData("U64", "i64.from_u64", "S64")]
    [InlineData("F64", "", "F64")]
    public void Simple_results_of_imports_come_back_signed(string type, string conversion, string raw)
    {
        Interfaces interfaces = Generate(Import("other", "f", "", $$"""{"{{type}}":"ByValue"}"""));
        Assert.Equal(string.Join("; ", new[] { "call-core 6", conversion }.Where(each => each.Length > 0)), Code(interfaces, 0));
        Assert.Equal(raw, ((FunctionType)interfaces.Types[8]).Outputs[0].ToString());
    }

    [Theory]
    [InlineData("host")]
    [InlineData("__marine_host_api_v3")]
    public void Functions_of_the_host_get_no_interface_types(string space) =>
        Assert.Empty(Generate(Import(space, "f", "", """{"U8":"ByValue"}""")).Imports);

    [Fact]
    public void A_record_takes_its_place_when_it_is_mentioned()
    {
        Interfaces interfaces = Generate(
            Record("Outer", ("inner", """{"Vector":[{"Record":["Inner","ByValue"]},"ByValue"]}""")),
            Record("Inner", ("x", """{"U8":"ByValue"}""")));
        Assert.Equal(["Inner", "Outer"], interfaces.Types.OfType<RecordType>().Select(record => record.Name));
        Assert.Equal("Array(Record(6))", ((RecordType)interfaces.Types[7]).Fields[0].Type.ToString());
    }

    [Fact]
    public void Sections_of_the_old_prefix_count_and_records_without_fields_do_not()
    {
        const string function = """{"ast_type":"Function","signature":{"name":"f","arguments":[],"output_types":[]}}""";
        const string unit = """{"ast_type":"Record","name":"U","fields":"Unit"}""";
        Interfaces interfaces = InterfacesGenerator.Generate(TestModule.Of(
            ("__fce_generated_section__f", Encoding.UTF8.GetBytes(function)), (Prefix + "U", Encoding.UTF8.GetBytes(unit))));
        Assert.Equal("f", interfaces.Exports[^1].Name);
        Assert.Equal(8, interfaces.Types.Length);
    }

    public static TheoryData<string[], string> Wrong => new()
    {
        {
            [Function("f", """{"Record":["R","ByValue"]}""")],
            "Can't find record with name='R', don't you forget to wrap it with #[marine]"
        },
        { [Record("A", ("b", """{"Record":["B","ByValue"]}"""))], "1 types unresolved (B)" },
        { [Record("A")], "serialized record with name 'A' contains no fields" },
        { [Record("A", ("b", """{"Record":["A","ByValue"]}"""))], "too many inner structures level" },
        { [Record("A", ("b", """{"U8":"ByValue"}""")), Record("A", ("b", """{"U8":"ByValue"}"""))], "there are several records with name 'A'" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Records_that_do_not_fit_are_told(string[] sections, string problem) =>
        Assert.Equal(problem, Assert.Throws<InterfaceException>(() => Generate(sections)).Message);

    [Theory]
    [InlineData("{", "EOF while parsing an object at line 1 column 1")]
    [InlineData("[]", "expected an object")]
    [InlineData("{}", "missing field `ast_type`")]
    [InlineData("""{"ast_type":"X"}""", "unknown variant `X`, expected one of `Function`, `ExternMod`, `Record`")]
    [InlineData("""{"ast_type":"Function"}""", "missing field `signature`")]
    [InlineData("""{"ast_type":"Record","name":"R","fields":{"Other":[]}}""", "unknown variant `Other`")]
    [InlineData("""{"ast_type":"Record","name":"R","fields":{"Named":[{"name":"x","ty":{"U9":"ByValue"}}]}}""", "unknown variant `U9` of types")]
    [InlineData(
        """{"ast_type":"Record","name":"R","fields":{"Named":[{"name":"x","ty":{"U8":"ByName"}}]}}""",
        "unknown variant `ByName`, expected one of `ByValue`, `ByRef`, `ByMutRef`")]
    public void A_corrupted_section_is_told_with_its_name(string json, string problem) => Assert.Equal(
        $"Embedded by rust-sdk metadata couldn't be parsed by serde: {problem} (section '{Prefix}0')",
        Assert.Throws<ModuleFormatException>(() => Generate(json)).Message);

    private static string ExportCode(string type) => Code(Generate(Function("f", type)), 0);

    private static string Code(Interfaces interfaces, int adapter) => string.Join("; ", interfaces.Adapters[adapter].Instructions);

    private static Interfaces Generate(params string[] sections)
    {
        WasmModuleFile module = TestModule.Of([.. sections.Select((json, index) => ($"{Prefix}{index}", Encoding.UTF8.GetBytes(json)))]);
        return InterfacesGenerator.Generate(module);
    }

    private static string Function(string name, string type) =>
        $$$"""{"ast_type":"Function","signature":{"name":"{{{name}}}","arguments":[{"name":"a","ty":{{{type}}}}],"output_types":[{{{type}}}]}}""";

    private static string Record(string name, params (string Name, string Type)[] fields)
    {
        IEnumerable<string> list = fields.Select(field => $$$"""{"name":"{{{field.Name}}}","ty":{{{field.Type}}}}""");
        return $$$"""{"ast_type":"Record","name":"{{{name}}}","fields":{"Named":[{{{string.Join(',', list)}}}]}}""";
    }

    private static string Import(string space, string name, string arguments, string output, string? linkName = null)
    {
        string link = linkName is null ? "null" : $"\"{linkName}\"";
        return $$$"""
            {"ast_type":"ExternMod","namespace":"{{{space}}}","imports":[{"link_name":{{{link}}},
            "signature":{"name":"{{{name}}}","arguments":[{{{arguments}}}],"output_types":[{{{output}}}]}}]}
            """;
    }
}
