using Fluence.Marine.Aqua;
using Fluence.Marine.Configuration;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;
using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Building;

/// <summary>Both SDKs, by modules that use all of them, built from their sources and called.</summary>
public sealed class GuestTests
{
    private const string Outer = """
        {"yes":true,"a":-1,"b":-2,"c":-3,"d":-4,"e":255,"f":6,"g":7,"h":8,"i":1.5,"j":2.5,"text":"ü","bytes":[1,2],
        "inner":{"name":"n","flags":[true,false]},"inners":[{"name":"","flags":[]},{"name":"x","flags":[true]}],"nested":[[],["a",""]]}
        """;

    private static readonly (string Function, string Arguments, string Result)[] Calls =
    [
        ("numbers", "[true,-128,-32768,-2147483648,-9223372036854775808,255,65535,2147483647,9223372036854775807,1.5,2.5]",
            "\"true -128 -32768 -2147483648 -9223372036854775808 255 65535 2147483647 9223372036854775807 1.5 2.5\""),
        ("negate", "[true]", "false"),
        ("same_i8", "[-5]", "-5"),
        ("same_i64", "[-9007199254740993]", "-9007199254740993"),
        ("same_u16", "[65535]", "65535"),
        ("same_f64", "[0.1]", "0.1"),
        ("same_text", "[\"héllo\"]", "\"héllo\""),
        ("same_text", "[\"\"]", "\"\""),
        ("first_word", "[\"one two\"]", "\"one\""),
        ("literal", "[]", "\"always the same\""),
        ("reversed", "[[1,2,255]]", "[255,2,1]"),
        ("reversed", "[[]]", "[]"),
        ("same_outer", $"[{Outer}]", Outer),
        ("inner_of", $"[{Outer}]", """{"name":"n","flags":[true,false]}"""),
        ("grow", """[{"name":"z","flags":[]}]""", """{"name":"z","flags":[true]}"""),
        ("same_outers", $"[[{Outer},{Outer}]]", $"[{Outer},{Outer}]"),
        ("same_deep", "[[[[1,-2],[]],[],[[3]]]]", "[[[1,-2],[]],[],[[3]]]"),
        ("same_bools", "[[true,false,true]]", "[true,false,true]"),
        ("sum", "[[1.5,2]]", "3.5"),
        ("nothing", "[]", "null"),
    ];

    [ToolchainTheory]
    [InlineData("rust")]
    [InlineData("cpp")]
    public async Task Every_type_goes_in_and_comes_out(string language)
    {
        using MarineService service = Load(await BuildAsync("everything", language));
        foreach ((string function, string arguments, string result) in Calls)
        {
            ServiceOutcome outcome = service.Call(function, Parse(arguments), CallParameters.Empty);
            Assert.True(outcome.IsSuccess, $"{function}: {outcome.Error?.Message}");
            Assert.Equal(Parse(result).ToString(), outcome.Result!.ToString());
        }
    }

    [ToolchainTheory]
    [InlineData("rust")]
    [InlineData("cpp")]
    public async Task The_parameters_of_the_call_arrive(string language)
    {
        using MarineService service = Load(await BuildAsync("everything", language));
        CallParameters parameters = CallParameters.Empty with
        {
            ServiceId = "sid", HostId = "host", Tetraplets = [[], [new SecurityTetraplet("peer", "s", "f", ".$.a")]],
        };
        Assert.Equal(
            Parse("""
                {"particle":{"id":"","init_peer_id":"","timestamp":0,"ttl":0,"script":"","signature":[],"token":""},"service_id":"sid",
                "service_creator_peer_id":"","host_id":"host","worker_id":"",
                "tetraplets":[[],[{"peer_pk":"peer","service_id":"s","function_name":"f","lens":".$.a"}]]}
                """).ToString(),
            service.Call("parameters", Parse("[]"), parameters).Result!.ToString());
    }

    [ToolchainTheory]
    [InlineData("rust")]
    [InlineData("cpp")]
    public async Task Lines_are_logged_and_failures_are_told(string language)
    {
        List<string> log = [];
        using MemoryStream error = new();
        BuiltModule module = await BuildAsync("everything", language);
        ServiceHost host = new() { Log = entry => log.Add($"{entry.Level} {entry.Message}"), Error = error };
        using MarineService service = Load(module, host);
        Assert.True(service.Call("log", Parse("[\"a line\"]"), CallParameters.Empty).IsSuccess);
        Assert.Equal(["Info a line"], log);
        Assert.Equal(ServiceErrorKind.Trap, service.Call("fail", Parse("[\"oh no\"]"), CallParameters.Empty).Error!.Kind);
        Assert.Contains("oh no", System.Text.Encoding.UTF8.GetString(error.ToArray()), StringComparison.Ordinal);
        Assert.True(service.Call("negate", Parse("[false]"), CallParameters.Empty).IsSuccess);
    }

    [ToolchainTheory]
    [InlineData("rust")]
    [InlineData("cpp")]
    public async Task Calls_leave_no_memory_behind(string language)
    {
        using MarineService service = Load(await BuildAsync("everything", language));
        JsonValue records = Parse($"[[{string.Join(',', Enumerable.Repeat(Outer, 20))}]]");
        CallMany(50);
        string before = service.MemoryStatistics.ToString()!;
        CallMany(1000);
        Assert.Equal(before, service.MemoryStatistics.ToString());

        void CallMany(int times)
        {
            for (int time = 0; time < times; time++)
            {
                Assert.True(service.Call("same_outers", records, CallParameters.Empty).IsSuccess);
            }
        }
    }

    [ToolchainTheory]
    [InlineData("rust", "cpp")]
    [InlineData("cpp", "rust")]
    [InlineData("cpp", "cpp")]
    [InlineData("rust", "rust")]
    public async Task A_module_calls_another_whatever_both_are_written_in(string caller, string called)
    {
        using MarineService service = await LinkAsync(caller, called);
        ServiceOutcome outcome = service.Call("call_all", Parse("""[{"name":"n","flags":[false]}]"""), CallParameters.Empty);
        const string all = "\"false -7 0.5 one [3, 2, 1] n [false, true, true] [[], [[1, -2]]] 3.5\"";
        Assert.Equal(all, outcome.Result?.ToString() ?? outcome.Error!.Message);
    }

    [ToolchainTheory]
    [InlineData("rust")]
    [InlineData("cpp")]
    public async Task A_module_runs_a_program_of_the_host(string language)
    {
        using MarineService service = await LinkAsync(language, "rust");
        Assert.Equal(
            """{"error":"","ret_code":0,"stderr":[],"stdout":[104,105]}""",
            service.Call("run", Parse("[\"hi\"]"), CallParameters.Empty).Result!.ToString());
    }

    [ToolchainFact]
    public async Task Both_languages_offer_the_same_interface() =>
        Assert.Equal(Aqua(await BuildAsync("everything", "rust")), Aqua(await BuildAsync("everything", "cpp")));

    private static async Task<BuiltModule> BuildAsync(string guest, string language)
    {
        ModuleFolder module = ModuleFolder.Open(Path.Combine(Repository.Guests, $"{guest}-{language}"));
        return await ModuleBuilder.BuildAsync(module, module.Folder, new BuildOptions(), default);
    }

    private static async Task<MarineService> LinkAsync(string caller, string called)
    {
        BuiltModule[] modules = [await BuildAsync("everything", called), await BuildAsync("caller", caller)];
        return Load(modules, new ServiceHost());
    }

    private static MarineService Load(BuiltModule module, ServiceHost? host = null) => Load([module], host ?? new ServiceHost());

    private static MarineService Load(BuiltModule[] modules, ServiceHost host)
    {
        ModuleSettings settings = ModuleSettings.Defaults with
        {
            MountedBinaries = ModuleSettings.Defaults.MountedBinaries.SetItem("echo", "/bin/echo"),
        };
        return MarineService.Load(
            new MarineConfig { Modules = [.. modules.Select(module => new ModuleConfig(module.Module.Yaml.Name, "", null, settings))] },
            modules.ToDictionary(
                static module => module.Module.Yaml.Name,
                static module => CompiledServiceModule.Compile(File.ReadAllBytes(module.WasmFile), module.Module.Yaml.Name)),
            host);
    }

    private static string Aqua(BuiltModule module) => AquaInterface.Print(
        ModuleInterface.Of(InterfacesDecoder.Decode(WasmModuleFile.Read(File.ReadAllBytes(module.WasmFile)))), "everything", null);

    private static JsonValue Parse(string json) =>
        JsonValue.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out JsonValue? value, out string? error)
            ? value
            : throw new FormatException(error);
}
