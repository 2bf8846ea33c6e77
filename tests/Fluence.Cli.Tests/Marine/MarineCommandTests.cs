using System.Text;
using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Marine;
using Fluence.Marine.Generation;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;

namespace Fluence.Cli.Tests.Marine;

public sealed class MarineCommandTests : IDisposable
{
    private const string Function =
        """{"ast_type":"Function","signature":{"name":"greet","arguments":[{"name":"who","ty":{"Utf8String":"ByValue"}}],"output_types":[{"U64":"ByValue"}]}}""";

    private const string Aqua = "aqua MyModule declares *\n\nservice MyModule:\n  greet(who: string) -> u64\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Set_it_completes_what_a_compiler_made()
    {
        string file = Write("my_module.wasm", Fresh());
        Assert.Equal(
            new Outcome(ExitCodes.Success, $"{file}: interface types of 1 function written\n", ""),
            await CommandLine.RunAsync("marine", "set-it", file));
        Assert.Equal(new Outcome(ExitCodes.Success, Aqua, ""), await CommandLine.RunAsync("marine", "aqua", file));
    }

    [Fact]
    public async Task Set_it_can_leave_the_module_alone_and_write_another()
    {
        byte[] fresh = Fresh();
        string file = Write("my_module.wasm", fresh), other = file + ".out";
        await CommandLine.RunAsync("marine", "set-it", file, "--out", other);
        Assert.Equal(fresh, File.ReadAllBytes(file));
        Assert.True(File.ReadAllBytes(other).AsSpan().StartsWith(fresh));
    }

    [Fact]
    public async Task Aqua_takes_another_name_and_an_id()
    {
        string file = Write("my_module.wasm", Complete());
        Outcome outcome = await CommandLine.RunAsync("marine", "aqua", file, "-s", "other", "-i", "some-id");
        Assert.StartsWith("aqua Other declares *\n\nservice Other(\"some-id\"):\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_tells_what_a_module_is()
    {
        string file = Write("my_module.wasm", Complete());
        Outcome outcome = await CommandLine.RunAsync("marine", "info", file);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.Contains("it version   0.27.0\nsdk version  0.14.0\nauthors      me\n", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith(Aqua, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_tells_it_as_JSON()
    {
        string file = Write("my_module.wasm", Complete());
        Outcome outcome = await CommandLine.RunAsync("marine", "info", "--json", file);
        JsonElement root = JsonDocument.Parse(Assert.Single(outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        Assert.Equal("0.14.0", root.GetProperty("sdk_version").GetString());
        Assert.Equal("1.2.3", root.GetProperty("manifest").GetProperty("version").GetString());
        Assert.Equal("greet", root.GetProperty("function_signatures")[0].GetProperty("name").GetString());
        Assert.Equal(Aqua, root.GetProperty("aqua").GetString());
    }

    [Theory]
    [InlineData("info")]
    [InlineData("aqua")]
    public async Task A_module_without_interface_types_is_told(string command)
    {
        string file = Write("my_module.wasm", Fresh());
        Assert.Equal(
            $"fluence: {file}: the module doesn't contain IT section",
            await CommandLine.FailAsync(ExitCodes.Failure, "marine", command, file));
    }

    [Fact]
    public async Task A_file_that_is_no_module_is_told()
    {
        string file = _folder.Write("x.wasm", "no");
        Assert.Equal(
            $"fluence: {file}: provided Wasm file is corrupted: it does not begin with \\0asm",
            await CommandLine.FailAsync(ExitCodes.Failure, "marine", "set-it", file));
    }

    private static byte[] Fresh() => SectionEditor.Set(
        WasmModuleFile.Read((byte[])[0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]), "__m_generated_section__greet",
        Encoding.UTF8.GetBytes(Function));

    private static byte[] Complete()
    {
        ModuleManifest manifest = new("me", new SemVersion(1, 2, 3), "greets", "", "2023-02-07T10:27:17Z");
        byte[] module = SdkVersion.Write(WasmModuleFile.Read(Fresh()), new SemVersion(0, 14, 0));
        module = SectionEditor.Set(WasmModuleFile.Read(module), ModuleManifest.SectionName, ManifestCodec.Encode(manifest));
        return InterfacesGenerator.SetInterfaceTypes(WasmModuleFile.Read(module));
    }

    private string Write(string name, byte[] module)
    {
        string file = _folder.Write(name, "");
        File.WriteAllBytes(file, module);
        return file;
    }
}
