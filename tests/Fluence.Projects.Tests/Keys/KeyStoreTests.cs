using Fluence.Crypto;
using Fluence.Projects.Files;
using Fluence.Projects.Keys;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Keys;

public sealed class KeyStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private UserFolder User => new(Path.Combine(_folder.Path, "user"));

    private ProjectFolder Project => new(_folder.Path);

    [Fact]
    public void A_key_is_found_again_by_its_name_and_is_its_owners_alone()
    {
        KeyStore store = KeyStore.OfProject(Project);
        KeyPair made = store.Create("mine");
        Assert.Equal(made.PeerId, store.Find("mine")!.PeerId);
        Assert.Equal<string>(["mine"], store.Names());
        string file = Path.Combine(_folder.Path, ".fluence/secrets/mine.txt");
        Assert.Equal(Convert.ToBase64String(made.Seed.Span), File.ReadAllText(file));
        Assert.True(
            OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), "mode 0600");
    }

    [Fact]
    public void A_key_is_never_overwritten()
    {
        KeyStore store = KeyStore.OfProject(Project);
        store.Create("mine");
        Assert.StartsWith(
            "there is a key 'mine' in ", Assert.Throws<ProjectException>(() => store.Create("mine")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_key_the_users_is_made()
    {
        KeyPair made = KeyChoice.Choose(null, Project, new FluenceYaml(), User);
        Assert.Equal<string>(["auto-generated"], KeyStore.OfUser(User).Names());
        Assert.Equal(made.PeerId, KeyChoice.Choose(null, null, null, User).PeerId);
    }

    [Fact]
    public void The_projects_default_comes_before_the_users()
    {
        KeyPair mine = KeyStore.OfProject(Project).Create("mine");
        KeyPair other = KeyStore.OfUser(User).Create("other");
        FluenceYaml project = new() { DefaultSecretKeyName = "mine" };
        Assert.Equal(mine.PeerId, KeyChoice.Choose(null, Project, project, User).PeerId);
        Assert.Equal(other.PeerId, KeyChoice.Choose("other", Project, project, User).PeerId);
    }

    [Fact]
    public void A_key_that_is_not_there_is_an_error_with_the_nearest_name()
    {
        KeyStore.OfProject(Project).Create("mine");
        Assert.EndsWith(
            "there is mine, did you mean 'mine'?",
            Assert.Throws<ProjectException>(() => KeyChoice.Choose("mina", Project, null, User)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../mine")]
    [InlineData("")]
    [InlineData("a b")]
    public void What_cannot_be_a_name_is_refused(string name) =>
        Assert.Contains(
            "cannot be the name of a key",
            Assert.Throws<ProjectException>(() => KeyStore.OfProject(Project).Create(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Keys_of_the_older_form_are_found()
    {
        KeyPair key = KeyPair.Generate();
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".fluence"));
        File.WriteAllText(
            Path.Combine(_folder.Path, ".fluence/project-secrets.yaml"),
            $"version: 0\nkeyPairs:\n  - name: old\n    secretKey: {Convert.ToBase64String(key.Seed.Span)}\n");
        Assert.Equal(key.PeerId, KeyStore.OfProject(Project).Find("old")!.PeerId);
    }
}
