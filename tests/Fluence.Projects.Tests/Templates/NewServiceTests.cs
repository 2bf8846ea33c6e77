using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;
using Fluence.Projects.Testing;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Templates;

/// <summary>What is made anew builds, passes its test, and says clearly what goes wrong when it is changed.</summary>
public sealed class NewServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _messages = new();

    public NewServiceTests() => _folder.Write("fluence.yaml", "version: 10\naquaDependencies: {}\n");

    public void Dispose()
    {
        _folder.Dispose();
        _messages.Dispose();
    }

    [ToolchainTheory]
    [InlineData(GuestLanguage.Rust)]
    [InlineData(GuestLanguage.Cpp)]
    public async Task A_new_service_builds_and_passes_its_test(GuestLanguage language)
    {
        TestResult result = Assert.Single(await TestAsync(Create(language)));
        Assert.Equal(("hello", "greets_by_name", null), (result.Module, result.Name, result.Failure));
    }

    [ToolchainTheory]
    [InlineData(GuestLanguage.Rust, "src/main.rs", "left: `\"Hi, Ada\"`")]
    [InlineData(GuestLanguage.Cpp, "tests/greeting_tests.cpp", "greeting(\"Ada\") is \"Hi, Ada\", expected \"Hi, Eve\"")]
    public async Task A_test_that_fails_shows_the_values(GuestLanguage language, string file, string shown)
    {
        ServiceFolder service = Create(language);
        Edit(service, file, "\"Hi, Ada\"", "\"Hi, Eve\"");
        TestResult result = Assert.Single(await TestAsync(service));
        Assert.False(result.IsPassed);
        Assert.Contains(shown, result.Failure!.Replace("left: \"", "left: `\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [ToolchainTheory]
    [InlineData(GuestLanguage.Rust, "src/main.rs", "&str) -> String", "Option<u8>) -> String", "`Option` cannot be passed")]
    [InlineData(GuestLanguage.Rust, "src/main.rs", "format!", "unknown!", "cannot find macro `unknown`")]
    [InlineData(GuestLanguage.Cpp, "src/greeting.cpp", "FLUENCE_EXPORT(greeting, name)", "FLUENCE_EXPORT(greeting)", "as many names")]
    [InlineData(GuestLanguage.Cpp, "src/greeting.cpp", "\"Hi, \" + name", "\"Hi, \" + other", "undeclared identifier 'other'")]
    public async Task What_the_compiler_says_is_passed_on(GuestLanguage language, string file, string old, string changed, string message)
    {
        ServiceFolder service = Create(language);
        Edit(service, file, old, changed);
        CompilationFailedException error = await Assert.ThrowsAsync<CompilationFailedException>(() => BuildAsync(service));
        Assert.Equal($"the module 'hello' does not compile, the compiler ended with the exit code {error.ExitCode}", error.Message);
        Assert.NotEqual(0, error.ExitCode);
        Assert.Contains(message, _messages.ToString(), StringComparison.Ordinal);
    }

    [ToolchainTheory]
    [InlineData(GuestLanguage.Rust, "src/main.rs")]
    [InlineData(GuestLanguage.Cpp, "src/greeting.hpp")]
    public async Task Only_what_has_changed_is_built_again(GuestLanguage language, string file)
    {
        ServiceFolder service = Create(language);
        BuiltModule first = await BuildAsync(service), second = await BuildAsync(service);
        Assert.False(first.IsUnchanged);
        Assert.True(second.IsUnchanged);
        Edit(service, file, "\n", "\n\n");
        File.SetLastWriteTimeUtc(Path.Combine(service.Modules[0].Folder, file), DateTime.UtcNow.AddSeconds(2));
        Assert.False((await BuildAsync(service)).IsUnchanged);
    }

    [ToolchainFact]
    public async Task Two_builds_at_once_do_not_disturb_each_other()
    {
        ServiceFolder rust = Create(GuestLanguage.Rust, "one"), cpp = Create(GuestLanguage.Cpp, "two");
        BuiltModule[] built = await Task.WhenAll(BuildAsync(rust), BuildAsync(cpp), BuildAsync(rust), BuildAsync(cpp));
        Assert.All(built, static module => Assert.NotEqual(0, module.Size));
        Assert.True(Assert.Single(await TestAsync(rust)).IsPassed);
    }

    [ToolchainTheory]
    [InlineData(GuestLanguage.Rust)]
    [InlineData(GuestLanguage.Cpp)]
    public async Task A_path_may_have_spaces_and_any_letters(GuestLanguage language)
    {
        string root = Directory.CreateDirectory(Path.Combine(_folder.Path, "my prøject ☂")).FullName;
        ServiceFolder service = NewService.Create(Path.Combine(root, "the service"), "hello", language, root);
        BuiltModule built = await ModuleBuilder.BuildAsync(service.Modules[0], root, new BuildOptions { Messages = _messages }, default);
        Assert.True(built.Size > 0, _messages.ToString());
    }

    [Theory]
    [InlineData("fn")]
    [InlineData("Self")]
    [InlineData("test")]
    [InlineData("core")]
    [InlineData("a.b")]
    [InlineData("1a")]
    [InlineData("ø")]
    [InlineData("name\n")]
    public void A_name_that_is_no_crates_is_refused(string name)
    {
        ProjectException error = Assert.Throws<ProjectException>(
            () => NewModule.Create(Path.Combine(_folder.Path, "modules", "new"), name, GuestLanguage.Rust, _folder.Path));
        Assert.Contains("cannot be the name of a module", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "modules", "new")));
    }

    [Theory]
    [InlineData("Hello")]
    [InlineData("hello-world")]
    [InlineData("../hello")]
    [InlineData("")]
    public void A_name_that_cannot_be_one_is_refused(string name)
    {
        ProjectException error = Assert.Throws<ProjectException>(() => Create(GuestLanguage.Rust, name));
        Assert.Contains("cannot be the name of a service", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_something_is_not_overwritten()
    {
        Create(GuestLanguage.Cpp);
        ProjectException error = Assert.Throws<ProjectException>(() => Create(GuestLanguage.Cpp));
        Assert.Contains("exists already", error.Message, StringComparison.Ordinal);
    }

    private ServiceFolder Create(GuestLanguage language, string name = "hello") =>
        NewService.Create(Path.Combine(_folder.Path, "services", name), name, language, _folder.Path);

    private Task<BuiltModule> BuildAsync(ServiceFolder service) =>
        ModuleBuilder.BuildAsync(service.Modules[0], _folder.Path, new BuildOptions { Messages = _messages }, default);

    private async Task<List<TestResult>> TestAsync(ServiceFolder service)
    {
        List<TestResult> results = [];
        await foreach (TestResult result in ProjectTests.RunAsync(
            ProjectTarget.Find(service.Folder), null, new BuildOptions { Messages = _messages }, default))
        {
            results.Add(result);
        }

        return results;
    }

    private static void Edit(ServiceFolder service, string file, string old, string changed)
    {
        string path = Path.Combine(service.Modules[0].Folder, file), text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, changed, StringComparison.Ordinal));
    }
}
