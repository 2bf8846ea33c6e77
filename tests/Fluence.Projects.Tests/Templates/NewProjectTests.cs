using Fluence.Projects.Files;
using Fluence.Projects.Templates;
using Fluence.Projects.Testing;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Templates;

public sealed class NewProjectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ProjectTemplate.Quickstart, "src/compiled-aqua")]
    [InlineData(ProjectTemplate.CSharp, "src/client/Client.csproj")]
    [InlineData(ProjectTemplate.TypeScript, "src/frontend/package.json")]
    public void A_project_has_its_service_and_its_files(ProjectTemplate template, string file)
    {
        ProjectFolder project = NewProject.Create(_folder.Path, template, GuestLanguage.Rust, null);
        ProjectTarget target = ProjectTarget.Find(project.Root);
        Assert.Equal("hello", Assert.Single(target.Services).Name);
        Assert.Equal<string>(["hello"], target.Project!.Deployments["default"].Services);
        Assert.True(File.Exists(Path.Combine(project.Root, file)) || target.Project.CompileAqua["default"].Output == file);
        Assert.Contains("service Hello(\"hello\"):\n  greeting(name: string) -> string\n", File.ReadAllText(project.ServicesAquaFile),
            StringComparison.Ordinal);
        Assert.Contains("default: ?Host\n", File.ReadAllText(project.DirectAquaFile), StringComparison.Ordinal);
        Assert.Equal("local", EnvYaml.Load(project.EnvFile).FluenceEnv);
        Assert.DoesNotContain("{{", string.Concat(Directory.EnumerateFiles(project.Root, "*", SearchOption.AllDirectories)
            .Where(static each => !each.Contains("/sdk/", StringComparison.Ordinal)).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_minimal_project_has_no_service()
    {
        ProjectFolder project = NewProject.Create(_folder.Path, ProjectTemplate.Minimal, GuestLanguage.Rust, null);
        Assert.Empty(project.Load().Services);
        Assert.False(Directory.Exists(Path.Combine(project.Root, "src/services")));
        Assert.Equal("aqua Services declares *\n", File.ReadAllText(project.ServicesAquaFile));
    }

    [Fact]
    public void A_folder_with_something_in_it_is_refused()
    {
        string file = _folder.Write("other.txt", "x");
        ProjectException wrong = Assert.Throws<ProjectException>(
            () => NewProject.Create(_folder.Path, ProjectTemplate.Minimal, GuestLanguage.Rust, null));
        Assert.Equal($"{_folder.Path} is not empty, it has 'other.txt' in it; choose a new or empty folder", wrong.Message);
        Assert.Equal<string>([file], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_under_version_control_is_empty_enough()
    {
        _folder.Write(".git/HEAD", "x");
        Assert.True(File.Exists(NewProject.Create(_folder.Path, ProjectTemplate.Minimal, GuestLanguage.Rust, null).FluenceYamlFile));
    }

    [Theory]
    [InlineData(GuestLanguage.Rust)]
    [InlineData(GuestLanguage.Cpp)]
    public void The_module_that_comes_with_the_command_does_what_its_sources_say(GuestLanguage language)
    {
        NewProject.Create(_folder.Path, ProjectTemplate.Quickstart, language, null);
        string service = Path.Combine(_folder.Path, "src/services/hello"), kept = Path.Combine(service, "modules/hello/artifacts");
        Directory.CreateDirectory(kept);
        File.WriteAllBytes(Path.Combine(kept, "hello.wasm"), PrebuiltModule.Find("hello", language)!);
        using TestService loaded = TestService.Load(service);
        Assert.Equal("Hi, Ada", loaded.Call<string>("greeting", "Ada"));
    }

    [Theory]
    [InlineData(GuestLanguage.Rust, "src/main.rs")]
    [InlineData(GuestLanguage.Cpp, "src/greeting.cpp")]
    public void The_module_that_comes_with_the_command_is_that_of_unchanged_sources(GuestLanguage language, string source)
    {
        NewProject.Create(_folder.Path, ProjectTemplate.Quickstart, language, null);
        ModuleFolder module = ModuleFolder.Open(Path.Combine(_folder.Path, "src/services/hello/modules/hello"));
        Assert.NotNull(PrebuiltModule.Find(module, language));
        string more = Path.Combine(module.Folder, "src/more.txt"), file = Path.Combine(module.Folder, source);
        File.WriteAllText(more, "");
        Assert.Null(PrebuiltModule.Find(module, language));
        File.Delete(more);
        File.AppendAllText(file, "// changed\n");
        Assert.Null(PrebuiltModule.Find(module, language));
        File.Delete(file);
        Assert.Null(PrebuiltModule.Find(module, language));
    }
}
