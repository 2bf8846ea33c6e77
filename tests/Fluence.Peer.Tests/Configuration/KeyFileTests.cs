using Fluence.Crypto;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Encoding;

namespace Fluence.Peer.Tests.Configuration;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fluence-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_key_is_made_once_and_kept()
    {
        string file = Path.Combine(_folder, "a", "b", "key");
        KeyPair made = KeyFile.LoadOrCreate(file);
        Assert.Equal(made.PeerId, KeyFile.LoadOrCreate(file).PeerId);
        Assert.Equal(made.PeerId, KeyFile.Load(file).PeerId);
        Assert.Equal(Convert.ToBase64String(made.Seed.Span) + Environment.NewLine, File.ReadAllText(file));
        Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), "mode 0600");
    }

    [Fact]
    public void A_key_is_never_overwritten()
    {
        string file = Path.Combine(_folder, "key");
        File.WriteAllText(file, "precious");
        Assert.Throws<IOException>(() => KeyFile.Write(file, KeyPair.Generate()));
        Assert.Throws<ConfigException>(() => KeyFile.LoadOrCreate(file));
        Assert.Equal("precious", File.ReadAllText(file));
    }

    [Fact]
    public void Every_key_is_read_in_every_form()
    {
        // most base58 texts of 32 bytes have 44 characters and so are base64 as well, some have 43
        for (int i = 0; i < 200; i++)
        {
            byte[] seed = new byte[32];
            new Random(i).NextBytes(seed);
            KeyPair key = KeyPair.FromSeed(seed);
            byte[] pair = [.. seed, .. key.PublicKey.Bytes.Span];
            Assert.All(
                [Convert.ToBase64String(seed), Base58.Encode(seed), Convert.ToBase64String(pair), Base58.Encode(pair)],
                text => Assert.Equal(key.PeerId, KeyFile.Parse($" {text}\n", "here").PeerId));
        }
    }

    [Theory]
    [InlineData("0OIl", "here: secret key length must be 32 (or 64 for keypair), was 3")]
    [InlineData("a secret!", "here: the secret key is neither base64 nor base58")]
    public void What_is_no_key_is_not_repeated_in_the_error(string text, string error) =>
        Assert.Equal(error, Assert.Throws<ConfigException>(() => KeyFile.Parse(text, "here")).Message);

    [Fact]
    public void Whatever_the_text_it_is_a_key_or_refused()
    {
        Random random = new(5);
        for (int i = 0; i < 1000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(100)).Select(_ => (char)random.Next(32, 200))]);
            Exception? thrown = Record.Exception(() => KeyFile.Parse(text, "here"));
            Assert.True(thrown is null or ConfigException, thrown?.ToString());
        }
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_told() => Assert.StartsWith(
        "the key file cannot be ",
        Assert.Throws<ConfigException>(() => KeyFile.Load(_folder)).Message,
        StringComparison.Ordinal);
}
