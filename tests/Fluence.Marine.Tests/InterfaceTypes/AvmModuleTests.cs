using Fluence.Marine.Aqua;
using Fluence.Marine.Generation;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Marine.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Marine.Tests.InterfaceTypes;

/// <summary>The module of the original interpreter, which has everything but a manifest.</summary>
public sealed class AvmModuleTests
{
    [NodeFact("client")]
    public void Its_interface_types_are_written_as_they_were_read()
    {
        WasmModuleFile module = AvmModule.Read();
        byte[] body = module.CustomSections(Interfaces.SectionName)[0].Body.ToArray();
        Assert.Equal(body, InterfacesEncoder.Encode(InterfacesDecoder.Decode(body)));
    }

    [NodeFact("client")]
    public void Its_interface_types_are_generated_byte_for_byte()
    {
        WasmModuleFile module = AvmModule.Read();
        byte[] bare = SectionEditor.Remove(module, Interfaces.SectionName);
        byte[] generated = InterfacesGenerator.SetInterfaceTypes(WasmModuleFile.Read(bare));
        Assert.Equal(
            module.CustomSections(Interfaces.SectionName)[0].Body.ToArray(),
            WasmModuleFile.Read(generated).CustomSections(Interfaces.SectionName)[0].Body.ToArray());
        Assert.True(InterfacesGenerator.SetInterfaceTypes(module).AsSpan().SequenceEqual(module.Bytes.Span));
    }

    [NodeFact("client")]
    public void Its_versions_and_effects_are_read()
    {
        WasmModuleFile module = AvmModule.Read();
        Assert.Equal("0.14.0", SdkVersion.Read(module).ToString());
        Assert.Equal("0.27.0", InterfacesDecoder.Decode(module).Version.ToString());
        Assert.False(ManifestCodec.TryRead(module, out _));
        ModuleEffects effects = ModuleEffects.Of(ModuleExterns.Imports(module));
        Assert.Equal((true, false, 0), (effects.UsesLogger, effects.UsesCallParameters, effects.MountedBinaries.Length));
        Assert.Contains(new ModuleExport("memory", ExternKind.Memory, 0), ModuleExterns.Exports(module));
    }

    [NodeFact("client")]
    public void Its_interface_is_told_in_Aqua()
    {
        string aqua = AquaInterface.Print(ModuleInterface.Of(InterfacesDecoder.Decode(AvmModule.Read())), "avm");
        Assert.StartsWith("aqua Avm declares *\n\ndata InterpreterOutcome:\n  ret_code: i64\n", aqua, StringComparison.Ordinal);
        Assert.EndsWith(
            "service Avm:\n  ast(script: string) -> string\n"
                + "  invoke(air: string, prev_data: []u8, data: []u8, params: RunParameters, call_results: []u8) -> InterpreterOutcome\n"
                + "  invoke_tracing(air: string, prev_data: []u8, data: []u8, params: RunParameters, call_results: []u8, "
                + "tracing_params: string, tracing_output_mode: u8) -> InterpreterOutcome\n"
                + "  to_human_readable_data(data: []u8) -> string\n",
            aqua,
            StringComparison.Ordinal);
    }
}
