using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Cli.Avm;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Avm;

public sealed class AvmShowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Right_data_is_shown_with_every_check_passed()
    {
        (int code, string text) = await ShowAsync(Data(), "--particle-id", Requests.ParticleId);
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("\"hello\"", text, StringComparison.Ordinal);
        Assert.Contains("greet", text, StringComparison.Ordinal);
        Assert.Equal("ok", json.GetProperty("references").GetString());
        Assert.All(Checks(json), check => Assert.Equal("ok", check));
        Assert.Equal(Requests.PeerId, Assert.Single(json.GetProperty("signatures").EnumerateArray()).GetProperty("peer_id").GetString());
    }

    [Fact]
    public async Task Without_the_particle_the_signatures_are_left_unchecked()
    {
        (int code, string text) = await ShowAsync(Data());
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("not checked without the particle id", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_particle_is_marked()
    {
        (int code, string text) = await ShowAsync(Data(), "--particle-id", "another");
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("the signature does not fit the results and the particle id", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--particle-id", Requests.ParticleId)]
    [InlineData]
    public async Task Tampered_data_is_marked(params string[] particle)
    {
        byte[] data = Data();
        int at = data.AsSpan().IndexOf("hello"u8);
        Assert.True(at > 0, "the value is in the data as text");
        data[at] = (byte)'j';
        (int code, string text) = await ShowAsync(data, particle);
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("jello", text, StringComparison.Ordinal);
        string check = Assert.Single(json.GetProperty("values").EnumerateArray()).GetProperty("check").GetString()!;
        Assert.NotEqual("ok", check);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\u0081\u0004")]
    public async Task Garbage_is_described(string garbage)
    {
        (int code, string text) = await ShowAsync(Encoding.UTF8.GetBytes(garbage));
        JsonElement json = JsonDocument.Parse(text).RootElement;
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Equal(Encoding.UTF8.GetByteCount(garbage), json.GetProperty("size").GetInt32());
        Assert.NotEqual("", json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Empty_data_is_right() => Assert.Equal(ExitCodes.Success, (await ShowAsync([])).Code);

    [Fact]
    public async Task A_missing_file_is_named() => Assert.Contains(
        _folder.File("none"),
        await CommandLine.FailAsync(ExitCodes.Failure, "avm", "show", _folder.File("none")),
        StringComparison.Ordinal);

    [Fact]
    public async Task The_tree_tells_who_did_what_and_that_it_is_signed()
    {
        Outcome outcome = await ShowTreeAsync(Data(), "--particle-id", Requests.ParticleId);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.Contains("p1 op.greet → \"hello\"", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"p1       {Requests.PeerId}  1 result, signature valid", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("✓ every CID and reference is right", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_marks_what_is_not_signed()
    {
        Outcome outcome = await ShowTreeAsync(Data(), "--particle-id", "another");
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("signature NOT VALID", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tree_of_garbage_says_why_it_cannot_be_read()
    {
        Outcome outcome = await ShowTreeAsync("garbage"u8.ToArray());
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("✗", outcome.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Checks(JsonElement json) =>
        new[] { "values", "tetraplets", "canon_elements", "canon_results", "service_results", "signatures" }
            .SelectMany(store => json.GetProperty(store).EnumerateArray()).Select(entry => entry.GetProperty("check").GetString());

    /// <summary>The data of a peer that has called one service.</summary>
    private static byte[] Data()
    {
        JsonObject request = Requests.Make(Requests.Script(Requests.PeerId));
        JsonElement first = Run(request);
        return Run(Requests.Continue(request, first, "\"hello\"")).GetProperty("data").GetBytesFromBase64();
    }

    private static JsonElement Run(JsonObject request) =>
        JsonDocument.Parse(InvokeJson.Run(new(), Encoding.UTF8.GetBytes(request.ToJsonString()))).RootElement;

    private async Task<(int Code, string Text)> ShowAsync(byte[] data, params string[] more)
    {
        string file = _folder.File("data");
        await File.WriteAllBytesAsync(file, data);
        Outcome outcome = await CommandLine.RunAsync(["avm", "show", "--json", file, .. more]);
        Assert.Equal("", outcome.Error);
        return (outcome.ExitCode, outcome.Output);
    }

    private async Task<Outcome> ShowTreeAsync(byte[] data, params string[] more)
    {
        string file = _folder.File("data");
        await File.WriteAllBytesAsync(file, data);
        return await CommandLine.RunAsync(["avm", "show", file, .. more]);
    }
}
