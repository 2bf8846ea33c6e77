using System.Text;
using Fluence.Marine;
using Fluence.Marine.Sections;
using Fluence.Projects.Completion;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Completion;

public sealed class GeneratedSegmentTests
{
    private static readonly byte[] Two = TestWasm.Module(
        TestWasm.Data([1, 2, 3], Encoding.UTF8.GetBytes("\0{\"a\":1}\0\0{\"b\":2}\0"), [4]),
        TestWasm.SegmentNames(".rodata", "__m_generated", ".data"));

    [Fact]
    public void Descriptions_are_taken_out_and_other_segments_stay()
    {
        var (module, descriptions) = GeneratedSegment.Take(WasmModuleFile.Read(Two));
        Assert.Equal("{\"a\":1} {\"b\":2}", string.Join(' ', descriptions));
        byte[] expected = TestWasm.Module(
            TestWasm.Data([1, 2, 3], [], [4]), TestWasm.SegmentNames(".rodata", "__m_generated", ".data"));
        Assert.Equal(expected, module.ToArray());
    }

    [Fact]
    public void A_module_without_the_segment_stays_as_it_is()
    {
        byte[] bytes = TestWasm.Module(TestWasm.Data([1]), TestWasm.SegmentNames(".rodata"));
        var (module, descriptions) = GeneratedSegment.Take(WasmModuleFile.Read(bytes));
        Assert.Equal(bytes, module.ToArray());
        Assert.Empty(descriptions);
    }

    [Fact]
    public void A_name_for_a_segment_that_is_not_there_is_an_error()
    {
        byte[] bytes = TestWasm.Module(TestWasm.Data([1]), TestWasm.SegmentNames(".rodata", "__m_generated"));
        ModuleFormatException error = Assert.Throws<ModuleFormatException>(() => GeneratedSegment.Take(WasmModuleFile.Read(bytes)));
        Assert.Contains("there is no segment 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ast_type":"Enum"}""")]
    [InlineData("""{"ast_type":"Function"}""")]
    [InlineData("""{"ast_type":"ExternMod","namespace":"m","imports":[]}""")]
    public void A_description_that_is_none_is_an_error(string text) =>
        Assert.Throws<ModuleFormatException>(() => GeneratedDescription.Read(text));

    [Fact]
    public void Damaged_modules_give_errors_and_nothing_else()
    {
        const string function =
            """{"ast_type":"Function","signature":{"name":"f","arguments":[{"name":"a","ty":{"U8":"ByValue"}}],"output_types":[]}}""";
        Random random = new(17);
        byte[] whole = TestWasm.Module(
            TestWasm.Data([1, 2, 3], Encoding.UTF8.GetBytes(function)),
            TestWasm.SegmentNames(".rodata", "__m_generated"));
        Assert.NotEmpty(ModuleCompleter.Complete(whole, ModuleCompleter.SdkLevel, DateTimeOffset.UnixEpoch));
        int errors = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. whole];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(8, bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            int length = random.Next(4) == 0 ? random.Next(8, bytes.Length) : bytes.Length;
            try
            {
                ModuleCompleter.Complete(bytes.AsMemory(0, length), ModuleCompleter.SdkLevel, DateTimeOffset.UnixEpoch);
            }
            catch (MarineException)
            {
                errors++;
            }
        }

        Assert.InRange(errors, 1_000, 20_000);
    }
}
