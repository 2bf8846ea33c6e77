using System.Text;
using Fluence.Marine;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Projects.Completion;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Completion;

public sealed class ModuleCompleterTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Descriptions_become_interface_types_and_a_manifest()
    {
        const string text = """
            {"ast_type":"Function","signature":{"name":"f","arguments":[],"output_types":[{"U8":"ByValue"}]}}
            """ + "\0" + """{"ast_type":"Manifest","authors":"a","version":"1.2.3","description":"d","repository":"r"}""" + "\0";
        WasmModuleFile module = Complete(
            TestWasm.Data(Encoding.UTF8.GetBytes(text.Trim())), TestWasm.SegmentNames("__m_generated"));
        Assert.Equal("f", Assert.Single(ModuleInterface.Of(InterfacesDecoder.Decode(module)).Functions).Name);
        Assert.True(ManifestCodec.TryRead(module, out ModuleManifest? manifest));
        Assert.Equal(new ModuleManifest("a", new SemVersion(1, 2, 3), "d", "r", "2026-01-02T03:04:05Z"), manifest);
    }

    [Fact]
    public void What_is_there_for_debuggers_goes_and_names_stay()
    {
        WasmModuleFile module = Complete(TestWasm.Custom(".debug_info", 1, 2), TestWasm.Custom("name"), TestWasm.Custom(".debug_line", 3));
        Assert.Equal(["name", "__fluence_sdk_version", "interface-types"], module.Sections.Select(static section => section.Name!));
    }

    [Fact]
    public void A_version_that_is_there_stays() =>
        Assert.Equal(new SemVersion(0, 9, 0), SdkVersion.Read(Complete(TestWasm.Custom("__fluence_sdk_version", "0.9.0"u8.ToArray()))));

    [Fact]
    public void A_version_that_is_missing_is_added() =>
        Assert.Equal(new SemVersion(0, 14, 0), SdkVersion.Read(Complete()));

    [Fact]
    public void A_wrong_version_in_a_manifest_is_an_error()
    {
        const string text = """{"ast_type":"Manifest","authors":"a","version":"one","description":"d","repository":"r"}""";
        ModuleFormatException error = Assert.Throws<ModuleFormatException>(
            () => Complete(TestWasm.Data(Encoding.UTF8.GetBytes(text)), TestWasm.SegmentNames("__m_generated")));
        Assert.Contains("the version 'one'", error.Message, StringComparison.Ordinal);
    }

    private static WasmModuleFile Complete(params byte[][] sections) =>
        WasmModuleFile.Read(ModuleCompleter.Complete(TestWasm.Module(sections), ModuleCompleter.SdkLevel, Time));
}
