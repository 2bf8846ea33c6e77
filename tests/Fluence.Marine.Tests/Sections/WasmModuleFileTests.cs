using Fluence.Marine.Sections;
using Fluence.Marine.Tests.Support;

namespace Fluence.Marine.Tests.Sections;

public sealed class WasmModuleFileTests
{
    [Fact]
    public void Sections_are_found_with_their_places()
    {
        WasmModuleFile module = TestModule.Of(("a", [1, 2]), ("b", []), ("a", [3]));
        Assert.Equal(["a", "b", "a"], module.Sections.Select(section => section.Name));
        Assert.Equal(new byte[] { 3 }, module.CustomSections("a")[1].Body.ToArray());
        Assert.All(module.Sections, section => Assert.Equal(
            section.Body.ToArray(), module.Bytes.Slice(section.BodyStart, section.Body.Length).ToArray()));
        Assert.Equal(module.Bytes.Length, module.Sections[^1].Start + module.Sections[^1].Length);
    }

    [Theory]
    [InlineData("", "it does not begin with \\0asm")]
    [InlineData("7f454c46", "it does not begin with \\0asm")]
    [InlineData("0061736d0d000100", "the version of the binary format is not 1")]
    [InlineData("0061736d010000000105", "5 bytes are announced, but 0 are left at offset 10 (sections)")]
    [InlineData("0061736d0100000001", "unexpected end at offset 9 (sections)")]
    [InlineData("0061736d0100000001ffffffff7f", "an integer does not fit 32 bits at offset 14 (sections)")]
    [InlineData("0061736d01000000000101", "1 bytes are announced, but 0 are left at offset 11 (custom section)")]
    [InlineData("0061736d01000000000201ff", "a name is not UTF-8 at offset 12 (custom section)")]
    public void What_is_no_module_is_refused(string hex, string problem)
    {
        ModuleFormatException error =
            Assert.Throws<ModuleFormatException>(() => WasmModuleFile.Read(Convert.FromHexString(hex)));
        Assert.Equal($"provided Wasm file is corrupted: {problem}", error.Message);
    }

    [Fact]
    public void A_section_is_replaced_in_its_place_and_the_others_stay()
    {
        WasmModuleFile module = TestModule.Of(("a", [1]), ("b", [2]), ("c", [3]), ("b", [4]));
        byte[] expected = TestModule.Bytes(("a", [1]), ("b", [9, 9]), ("c", [3]));
        Assert.Equal(expected, SectionEditor.Set(module, "b", [9, 9]));
    }

    [Fact]
    public void A_new_section_comes_last()
    {
        byte[] expected = TestModule.Bytes(("a", [1]), ("b", [2]));
        Assert.Equal(expected, SectionEditor.Set(TestModule.Of(("a", [1])), "b", [2]));
    }

    [Fact]
    public void Sections_with_lengths_in_longer_forms_keep_their_bytes()
    {
        byte[] bytes = [.. TestModule.Header, 0, 0x83, 0x80, 0x00, 1, (byte)'a', 7, .. TestModule.Section(0, [.. TestModule.Name("b"), 1])];
        byte[] changed = SectionEditor.Remove(WasmModuleFile.Read(bytes), "b");
        Assert.Equal(bytes[..15], changed);
    }

    [Fact]
    public void Imports_and_exports_of_every_kind_are_read()
    {
        byte[] imports =
        [
            5, .. TestModule.Name("m"), .. TestModule.Name("f"), 0, 3, .. TestModule.Name("m"), .. TestModule.Name("t"), 1, 0x70, 1, 1, 2,
            .. TestModule.Name("m"), .. TestModule.Name("y"), 2, 0, 1, .. TestModule.Name("m"), .. TestModule.Name("g"), 3, 0x7f, 1,
            .. TestModule.Name("m"), .. TestModule.Name("e"), 4, 0, 1,
        ];
        byte[] exports = [1, .. TestModule.Name("memory"), 2, 0];
        WasmModuleFile module =
            WasmModuleFile.Read((byte[])[.. TestModule.Header, .. TestModule.Section(2, imports), .. TestModule.Section(7, exports)]);
        Assert.Equal(
            [("f", ExternKind.Function), ("t", ExternKind.Table), ("y", ExternKind.Memory), ("g", ExternKind.Global), ("e", ExternKind.Tag)],
            ModuleExterns.Imports(module).Select(import => (import.Name, import.Kind)));
        Assert.Equal([new ModuleExport("memory", ExternKind.Memory, 0)], ModuleExterns.Exports(module).ToArray());
    }

    [Fact]
    public void Modules_of_very_many_sections_imports_or_exports_are_refused()
    {
        byte[] sections = [.. TestModule.Header, .. Enumerable.Repeat(new byte[] { 0, 1, 0 }, Limits.MaxSections + 1).SelectMany(each => each)];
        Assert.EndsWith(
            "there are more than 65536 sections at offset 196616 (sections)",
            Assert.Throws<ModuleFormatException>(() => WasmModuleFile.Read(sections)).Message,
            StringComparison.Ordinal);
        byte[] count = TestModule.Integer(Limits.MaxExterns + 1);
        WasmModuleFile module = WasmModuleFile.Read(
            (byte[])[.. TestModule.Header, .. TestModule.Section(2, count), .. TestModule.Section(7, count)]);
        Assert.Contains(
            "there are more than 100000 at", Assert.Throws<ModuleFormatException>(() => ModuleExterns.Imports(module)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ModuleFormatException>(() => ModuleExterns.Exports(module));
    }

    [Fact]
    public void Imports_of_an_unknown_kind_are_refused()
    {
        WasmModuleFile module =
            WasmModuleFile.Read((byte[])[.. TestModule.Header, .. TestModule.Section(2, [1, 0, 0, 9])]);
        ModuleFormatException error = Assert.Throws<ModuleFormatException>(() => ModuleExterns.Imports(module));
        Assert.Equal("provided Wasm file is corrupted: there is no kind 9 of imports and exports at offset 14 (imports)", error.Message);
    }
}
