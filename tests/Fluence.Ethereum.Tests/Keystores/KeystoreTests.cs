using Fluence.Ethereum.Keystores;

namespace Fluence.Ethereum.Tests.Keystores;

public sealed class KeystoreTests
{
    private const string Key = "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

    // of the Web3 Secret Storage definition
    private const string Pbkdf2 = """
        {"crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": "6087dab2f9fdbbfaddc31a909735c1e6"},
          "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46", "kdf": "pbkdf2",
          "kdfparams": {"c": 262144, "dklen": 32, "prf": "hmac-sha256",
            "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
          "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
         "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "version": 3}
        """;

    private const string ScryptFile = """
        {"crypto": {"cipher": "aes-128-ctr", "cipherparams": {"iv": "83dbcc02d8ccb40e466191a123791e0e"},
          "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c", "kdf": "scrypt",
          "kdfparams": {"dklen": 32, "n": 262144, "p": 8, "r": 1,
            "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},
          "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},
         "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "version": 3}
        """;

    [Fact]
    public void The_vector_with_pbkdf2_opens() =>
        Assert.Equal(Key, Convert.ToHexStringLower(Wallet.FromKeystore(Pbkdf2, "testpassword").PrivateKey.Span));

    [Fact]
    public void The_vector_with_scrypt_opens() =>
        Assert.Equal(Key, Convert.ToHexStringLower(Wallet.FromKeystore(ScryptFile, "testpassword").PrivateKey.Span));

    // of RFC 7914
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    public void Scrypt_gives_what_its_RFC_says(string password, string salt, int n, int r, int p, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(Ethereum.Keystores.Scrypt.Derive(
            System.Text.Encoding.UTF8.GetBytes(password), System.Text.Encoding.UTF8.GetBytes(salt), new KeystoreCost(n, r, p), 64)));

    [Fact]
    public void What_is_sealed_opens_with_its_password_alone()
    {
        Wallet wallet = Wallet.Create();
        string file = wallet.ToKeystore("pass", KeystoreCost.Light);
        Assert.Equal(wallet.PrivateKey.ToArray(), Wallet.FromKeystore(file, "pass").PrivateKey.ToArray());
        Assert.Equal("the password does not open this keystore",
            Assert.Throws<KeystoreException>(() => Wallet.FromKeystore(file, "Pass")).Message);
    }

    [Theory]
    [InlineData("", "it is not JSON")]
    [InlineData("[]", "not a keystore of version 3")]
    [InlineData("{\"version\": 1}", "not a keystore of version 3")]
    [InlineData("{\"version\": 3}", "no 'Crypto'")]
    [InlineData("{\"version\": 3, \"crypto\": {\"cipher\": 5}}", "'cipher' is no text")]
    public void What_is_no_keystore_says_why(string file, string reason) => Assert.Contains(
        reason, Assert.Throws<KeystoreException>(() => Wallet.FromKeystore(file, "x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"n\":4096", "\"n\":4097")]
    [InlineData("\"n\":4096", "\"n\":1073741824")]
    [InlineData("\"p\":1", "\"p\":1000000000")]
    [InlineData("\"r\":8", "\"r\":0")]
    [InlineData("\"dklen\":32", "\"dklen\":64")]
    public void Parameters_out_of_bounds_are_refused_before_they_cost(string old, string changed)
    {
        string file = Wallet.Create().ToKeystore("p", KeystoreCost.Light);
        Assert.Throws<KeystoreException>(() => Wallet.FromKeystore(file.Replace(old, changed, StringComparison.Ordinal), "p"));
    }

    [Fact]
    public void A_wallet_never_shows_its_key()
    {
        Wallet wallet = Wallet.Parse(Key);
        Assert.Equal("0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b", wallet.ToString());
        Assert.DoesNotContain(Key[..8], Assert.Throws<FormatException>(() => Wallet.Parse(Key + "00")).Message, StringComparison.Ordinal);
    }
}
