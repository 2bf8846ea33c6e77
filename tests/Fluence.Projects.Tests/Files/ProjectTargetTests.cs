using Fluence.Projects.Files;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Files;

public sealed class ProjectTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProjectTargetTests()
    {
        _folder.Write("fluence.yaml", "version: 10\naquaDependencies: {}\nservices:\n  one: { get: s/one }\n  two: { get: s/two }\n");
        _folder.Write("s/one/service.yaml", "version: 0\nname: one\nmodules:\n  facade: { get: ../../m/a }\n");
        _folder.Write("s/two/service.yaml", "version: 0\nname: two\nmodules:\n  facade: { get: ../../m/b }\n  x: { get: ../../m/a }\n");
        _folder.Write("m/a/module.yaml", "version: 1\nname: a\ntype: rust\n");
        _folder.Write("m/b/module.yaml", "version: 1\nname: b\ntype: cpp\ncpp: { flags: [-DX] }\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_project_has_its_services_and_each_module_once()
    {
        ProjectTarget target = ProjectTarget.Find(_folder.Path);
        Assert.Equal(["one", "two"], target.Services.Select(static service => service.Name));
        Assert.Equal(["a", "b"], target.Modules.Select(static module => module.Yaml.Name));
        Assert.Equal("-DX", Assert.Single(target.Modules[1].Yaml.Cpp.Flags));
    }

    [Fact]
    public void A_folder_below_a_project_means_the_project() =>
        Assert.Equal(2, ProjectTarget.Find(Path.Combine(_folder.Path, "m")).Services.Length);

    [Fact]
    public void A_service_means_its_modules_with_the_facade_last()
    {
        ProjectTarget target = ProjectTarget.Find(Path.Combine(_folder.Path, "s/two"));
        Assert.Equal(["a", "b"], Assert.Single(target.Services).Modules.Select(static module => module.Yaml.Name));
        Assert.Equal(_folder.Path, target.Root);
    }

    [Fact]
    public void A_module_means_itself()
    {
        ProjectTarget target = ProjectTarget.Find(Path.Combine(_folder.Path, "m/a"));
        Assert.Empty(target.Services);
        Assert.Equal("a", Assert.Single(target.Modules).Yaml.Name);
    }

    [Fact]
    public void A_missing_module_is_named()
    {
        File.Delete(Path.Combine(_folder.Path, "m/a/module.yaml"));
        ProjectException error = Assert.Throws<ProjectException>(() => ProjectTarget.Find(_folder.Path));
        Assert.Contains("there is no module.yaml in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_anything_is_an_error()
    {
        using TemporaryFolder empty = new();
        ProjectException error = Assert.Throws<ProjectException>(() => ProjectTarget.Find(empty.Path));
        Assert.Contains("nor a project above", error.Message, StringComparison.Ordinal);
    }
}
