using Fluence.Projects.Archives;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Dependencies;

public sealed class AquaDependenciesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;
    private readonly AquaDependencies _dependencies;

    public AquaDependenciesTests()
    {
        _folder.Write("project/fluence.yaml", "# mine\nversion: 8\naquaDependencies: {} \nservices: {}\n");
        _project = new ProjectFolder(Path.Combine(_folder.Path, "project"));
        _dependencies = new AquaDependencies(_project, TextWriter.Null);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_copied_and_named()
    {
        _folder.Write("lib/one.aqua", "aqua One");
        _folder.Write("lib/node_modules/other/two.aqua", "aqua Two");
        (string name, string version) = await _dependencies.AddAsync("../lib", _project.Root, default);
        Assert.Equal(("lib", "file:../lib"), (name, version));
        Assert.Equal("file:../lib", _project.Load().AquaDependencies["lib"]);
        Assert.Equal("aqua One", File.ReadAllText(Path.Combine(_project.LocalPackagesFolder, "lib/one.aqua")));
        Assert.False(Directory.Exists(Path.Combine(_project.LocalPackagesFolder, "lib/node_modules")));
        Assert.Contains(_project.LocalPackagesFolder, _project.AquaImports(_project.Load(), [], null));

        _dependencies.Remove("lib");
        Assert.Empty(_project.Load().AquaDependencies);
        Assert.False(Directory.Exists(Path.Combine(_project.LocalPackagesFolder, "lib")));
        Assert.StartsWith("# mine\nversion: 8\naquaDependencies: {}\n", File.ReadAllText(_project.FluenceYamlFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_of_npm_is_unpacked_under_the_name_in_it()
    {
        Pack("x.tgz", ("package/package.json", """{"name": "@me/lib"}"""), ("package/one.aqua", "aqua One"));
        (string name, _) = await _dependencies.AddAsync("x.tgz", _folder.Path, default);
        Assert.Equal("@me/lib", name);
        Assert.Equal("aqua One", File.ReadAllText(Path.Combine(_project.LocalPackagesFolder, "@me/lib/one.aqua")));
        Directory.Delete(_project.AquaDependenciesFolder, recursive: true);
        Assert.Equal<string>(["@me/lib"], await _dependencies.InstallAllAsync(default));
        Assert.True(File.Exists(Path.Combine(_project.LocalPackagesFolder, "@me/lib/one.aqua")));
    }

    [Theory]
    [InlineData("./none", "there is no folder or .tgz file ")]
    [InlineData("../empty", "there is no .aqua file in ")]
    [InlineData("UPPER", "'UPPER' cannot be the name of a package, and there is no such folder or .tgz file")]
    [InlineData("../outside.tgz", "has the path '../../evil.aqua' in it, which would lie outside of its folder")]
    [InlineData("../unnamed.tgz", "gives no name to its package; add a package.json")]
    [InlineData("..", "has this project in it; a package cannot hold the project that uses it")]
    public async Task What_is_no_package_is_refused(string wanted, string problem)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        Pack("outside.tgz", ("../../evil.aqua", "aqua Evil"));
        Pack("unnamed.tgz", ("package/package.json", """{"name": "../evil"}"""), ("package/a.aqua", ""));
        string before = File.ReadAllText(_project.FluenceYamlFile);
        ProjectException wrong = await Assert.ThrowsAsync<ProjectException>(() => _dependencies.AddAsync(wanted, _project.Root, default));
        Assert.Contains(problem, wrong.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_project.FluenceYamlFile));
    }

    [Fact]
    public void A_package_that_is_not_there_cannot_be_removed() => Assert.EndsWith(
        "fluence.yaml has no 'x' in aquaDependencies", Assert.Throws<ProjectException>(() => _dependencies.Remove("x")).Message,
        StringComparison.Ordinal);

    private void Pack(string name, params (string Name, string Text)[] files)
    {
        using FileStream archive = File.Create(Path.Combine(_folder.Path, name));
        TarGzip.Write(archive, files.Select(static file => (file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text))));
    }
}
