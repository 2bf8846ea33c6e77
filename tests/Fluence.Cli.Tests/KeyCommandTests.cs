using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Crypto;
using Fluence.Primitives.Encoding;

namespace Fluence.Cli.Tests;

public sealed class KeyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KeyPair _key = KeyPair.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_key_is_printed_whole()
    {
        Outcome outcome = await CommandLine.RunAsync("key", "new");
        Dictionary<string, string> lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(line => line[0], line => line[1]);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.Equal(["peer_id", "public_key", "secret_key"], lines.Keys);
        KeyPair key = KeyPair.FromSeed(Convert.FromBase64String(lines["secret_key"]));
        Assert.Equal(key.PeerId.ToString(), lines["peer_id"]);
        Assert.Equal(Convert.ToBase64String(key.PublicKey.Bytes.Span), lines["public_key"]);
    }

    [Fact]
    public async Task A_new_key_in_a_file_is_its_owners_alone_and_is_not_printed()
    {
        string file = _folder.File("deep/er/key");
        Outcome outcome = await CommandLine.RunAsync("key", "new", "--out", file, "--json");
        JsonElement json = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), "mode 0600");
        Assert.Equal(file, json.GetProperty("file").GetString());
        Assert.False(json.TryGetProperty("secret_key", out _));
        Assert.DoesNotContain(File.ReadAllText(file).Trim(), outcome.Output, StringComparison.Ordinal);

        JsonElement shown = JsonDocument.Parse((await CommandLine.RunAsync("key", "show", file, "--json")).Output).RootElement;
        Assert.Equal(json.GetProperty("peer_id").GetString(), shown.GetProperty("peer_id").GetString());
    }

    [Fact]
    public async Task A_key_is_never_overwritten()
    {
        string file = _folder.Write("key", "precious");
        string error = await CommandLine.FailAsync(ExitCodes.Failure, "key", "new", "-o", file);
        Assert.Equal($"fluence: {file} exists already; a key is never overwritten. Choose another file or move this one.", error);
        Assert.Equal("precious", File.ReadAllText(file));
    }

    [Theory]
    [InlineData(32, false)]
    [InlineData(64, false)]
    [InlineData(32, true)]
    [InlineData(64, true)]
    public async Task Keys_are_read_in_every_form(int length, bool base58)
    {
        byte[] bytes = ((byte[])[.. _key.Seed.Span, .. _key.PublicKey.Bytes.Span])[..length];
        string file = _folder.Write("key", (base58 ? Base58.Encode(bytes) : Convert.ToBase64String(bytes)) + "\n");
        Outcome outcome = await CommandLine.RunAsync("key", "show", file);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.Contains(_key.PeerId.ToString(), outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a key!", "the secret key is neither base64 nor base58")]
    [InlineData("AAAA", "secret key length must be 32 (or 64 for keypair), was 3")]
    [InlineData("", "secret key length must be 32 (or 64 for keypair), was 0")]
    public async Task What_is_no_key_is_refused(string text, string problem)
    {
        string file = _folder.Write("key", text);
        Assert.Equal($"fluence: {file}: {problem}", await CommandLine.FailAsync(ExitCodes.Failure, "key", "show", file));
    }

    [Fact]
    public async Task Halves_that_do_not_belong_together_are_refused()
    {
        string file = _folder.Write("key", Convert.ToBase64String([.. _key.Seed.Span, .. KeyPair.Generate().PublicKey.Bytes.Span]));
        Assert.Contains("is not that of the secret key", await CommandLine.FailAsync(ExitCodes.Failure, "key", "show", file),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        string file = _folder.File("none");
        Assert.Contains(file, await CommandLine.FailAsync(ExitCodes.Failure, "key", "show", file), StringComparison.Ordinal);
    }
}
