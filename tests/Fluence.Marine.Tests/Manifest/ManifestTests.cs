using System.Text;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Marine.Tests.Support;

namespace Fluence.Marine.Tests.Manifest;

public sealed class ManifestTests
{
    private static readonly ModuleManifest Example =
        new("me", new SemVersion(0, 1, 0), "what it does", "https://example.org", "2023-02-07T10:27:17.870350+00:00");

    [Fact]
    public void A_manifest_goes_both_ways()
    {
        Assert.Equal(Example, ManifestCodec.Decode(ManifestCodec.Encode(Example)));
        Assert.True(ManifestCodec.TryRead(
            TestModule.Of((ModuleManifest.SectionName, ManifestCodec.Encode(Example))), out ModuleManifest? read));
        Assert.Equal(Example, read);
        Assert.Equal([2, 0, 0, 0, 0, 0, 0, 0, (byte)'m', (byte)'e'], ManifestCodec.Encode(Example)[..10]);
    }

    public static TheoryData<byte[], string> Corrupted => new()
    {
        { [], "authors can't be read: embedded manifest doesn't contain enough bytes to read field size from prefix" },
        {
            [.. Field("a"), .. Field("0.1.0"), .. Field("d")],
            "repository can't be read: embedded manifest doesn't contain enough bytes to read field size from prefix"
        },
        {
            [.. Field("a"), .. Field("0.1.0"), .. Field("d"), 0xff, 0, 0, 0, 0, 0, 0, 0, 1],
            "repository can't be read: embedded manifest doesn't contain enough bytes to read field of size 255"
        },
        { [.. Field("a"), .. Enumerable.Repeat((byte)0xff, 8), 1], "version has too big size: 18446744073709551615" },
        {
            [.. Field("a"), 1, 0, 0, 0, 0, 0, 0, 0, 0xff],
            "version is an invalid Utf8 string: invalid utf-8 sequence of 1 bytes from index 0"
        },
        {
            [.. Field("a"), 2, 0, 0, 0, 0, 0, 0, 0, (byte)'0', 0xe2],
            "version is an invalid Utf8 string: incomplete utf-8 byte sequence from index 1"
        },
        {
            [.. Field("a"), .. Field("0.1")],
            "embedded to the Wasm file version is corrupted: 'unexpected end of input while parsing minor version number'"
        },
        { [.. ManifestCodec.Encode(Example), 0], "embedded manifest is corrupted: there are some trailing characters" },
        { ManifestCodec.Encode(Example with { BuildTime = "yesterday" }), "build time can't be parsed: input contains invalid characters" },
        { ManifestCodec.Encode(Example with { BuildTime = "" }), "build time can't be parsed: premature end of input" },
        { ManifestCodec.Encode(Example with { BuildTime = "2023-02-30T10:27:17Z" }), "build time can't be parsed: input is out of range" },
        { ManifestCodec.Encode(Example with { BuildTime = "2023-02-20T10:27:17Zz" }), "build time can't be parsed: trailing input" },
    };

    [Theory]
    [MemberData(nameof(Corrupted))]
    public void A_corrupted_manifest_is_told(byte[] body, string problem) =>
        Assert.Equal(problem, Assert.Throws<ModuleFormatException>(() => ManifestCodec.Decode(body)).Message);

    [Theory]
    [InlineData("2023-02-07T10:27:17.870350+00:00")]
    [InlineData("2022-06-28T15:05:59.312460751-11:30")]
    [InlineData("2024-02-29t23:59:60z")]
    public void Times_are_accepted(string time) => Assert.Null(Rfc3339.FindProblem(time));

    [Fact]
    public void The_version_of_the_SDK_is_read_and_written()
    {
        WasmModuleFile module = TestModule.Of(("x", [1]));
        Assert.False(SdkVersion.TryRead(module, out _));
        byte[] written = SdkVersion.Write(module, new SemVersion(0, 14, 0));
        Assert.Equal(TestModule.Bytes(("x", [1]), (SdkVersion.SectionName, "0.14.0"u8.ToArray())), written);
        Assert.Equal(new SemVersion(0, 14, 0), SdkVersion.Read(WasmModuleFile.Read(written)));
    }

    [Fact]
    public void A_version_that_is_missing_twice_there_or_corrupted_is_told()
    {
        Assert.Equal(
            "the module doesn't contain section with '__fluence_sdk_version', probably it's compiled with an old sdk version",
            Fail());
        Assert.Equal("the module contains 2 sections with name '__fluence_sdk_version' - it's corrupted", Fail("0.1.0", "0.1.0"));
        Assert.Equal(
            "embedded to the Wasm file version is corrupted: 'unexpected character 'x' while parsing major version number'", Fail("x"));
        ModuleFormatException error = Assert.Throws<ModuleFormatException>(() => SdkVersion.Decode([0xc0]));
        Assert.Equal(
            "embedded to the Wasm file version isn't valid UTF8 string: 'invalid utf-8 sequence of 1 bytes from index 0'", error.Message);
    }

    [Theory]
    [InlineData("0.5.9", "0.27.0", "module with name 'm' compiled with 0.5.9 sdk version, but at least 0.6.0 required")]
    [InlineData("0.6.0-rc", "0.27.0", "module with name 'm' compiled with 0.6.0-rc sdk version, but at least 0.6.0 required")]
    [InlineData("0.6.0", "0.19.9", "module with name 'm' compiled with 0.19.9 IT version, but at least 0.20.0 required")]
    [InlineData("0.6.0", "0.20.0", null)]
    [InlineData("0.18.1", "0.24.1", null)]
    public void Modules_that_are_too_old_are_told(string sdk, string interfaceTypes, string? problem) =>
        Assert.Equal(problem, VersionCheck.FindProblem("m", Parse(sdk), Parse(interfaceTypes)));

    private static SemVersion Parse(string text) =>
        SemVersion.TryParse(text, out SemVersion? version, out string? error) ? version : throw new FormatException(error);

    private static string Fail(params string[] versions) => Assert.Throws<ModuleFormatException>(() => SdkVersion.Read(TestModule.Of(
        [.. versions.Select(version => (SdkVersion.SectionName, Encoding.UTF8.GetBytes(version)))]))).Message;

    private static byte[] Field(string text) => [.. BitConverter.GetBytes((ulong)text.Length), .. Encoding.UTF8.GetBytes(text)];
}
