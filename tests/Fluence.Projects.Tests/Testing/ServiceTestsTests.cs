using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;
using Fluence.Projects.Testing;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Testing;

/// <summary>Tests that call a service from outside: modules that are loaded after its facade.</summary>
public sealed class ServiceTestsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _messages = new();

    public void Dispose()
    {
        _folder.Dispose();
        _messages.Dispose();
    }

    [ToolchainFact]
    public async Task A_test_module_in_cpp_tests_a_service_in_rust()
    {
        Create(GuestLanguage.Rust);
        _folder.Write("hello/tests/module.yaml", "version: 1\nname: hello_tests\ntype: cpp\n");
        _folder.Write("hello/tests/src/tests.cpp", """
            #include <fluence/test.hpp>
            FLUENCE_IMPORT("hello", greeting, std::string(std::string), name)
            FLUENCE_TEST(greets_through_its_interface) { FLUENCE_CHECK_EQUAL("Hi, Grace", greeting("Grace")); }
            FLUENCE_TEST(fails) { FLUENCE_CHECK(greeting("a").size() == 1); }
            """);
        Assert.Equal(
            [
                ("hello", "greets_by_name", null),
                ("hello (service)", "greets_through_its_interface", null),
                ("hello (service)", "fails", "src/tests.cpp:4: not true: greeting(\"a\").size() == 1"),
            ],
            await TestAsync());
    }

    [ToolchainFact(cpp: false)]
    public async Task A_file_in_the_folder_of_tests_tests_a_module_in_rust_from_outside()
    {
        Create(GuestLanguage.Rust);
        _folder.Write("hello/modules/hello/tests/outside.rs", """
            use fluence_sdk::{marine, marine_test};

            #[marine]
            #[link(wasm_import_module = "hello")]
            extern "C" {
                fn greeting(name: &str) -> String;
            }

            #[marine_test]
            fn greets_through_its_interface() {
                assert_eq!(greeting("Grace"), "Hi, Grace");
            }
            """);
        Assert.Equal(
            [("hello", "greets_by_name", null), ("outside", "greets_through_its_interface", null)], await TestAsync());
    }

    [ToolchainFact(cpp: false)]
    public async Task Plain_tests_of_rust_run_when_the_module_is_loaded()
    {
        ServiceFolder service = Create(GuestLanguage.Rust);
        string file = Path.Combine(service.Modules[0].Folder, "src/main.rs");
        File.AppendAllText(file, "\n#[test]\nfn plain() {\n    assert_eq!(greeting(\"a\"), \"b\");\n}\n");
        (string _, string _, string? failure) = Assert.Single(await TestAsync());
        Assert.Contains("src/main.rs:", failure, StringComparison.Ordinal);
        Assert.Contains("\"Hi, a\"", failure, StringComparison.Ordinal);
    }

    [ToolchainFact(rust: false)]
    public async Task Only_tests_whose_names_match_are_run()
    {
        ServiceFolder service = Create(GuestLanguage.Cpp);
        File.AppendAllText(
            Path.Combine(service.Modules[0].Folder, "tests/greeting_tests.cpp"), "\nFLUENCE_TEST(other) { FLUENCE_CHECK(false); }\n");
        Assert.Equal([("hello", "greets_by_name", null)], await TestAsync("greets"));
    }

    private ServiceFolder Create(GuestLanguage language) =>
        NewService.Create(Path.Combine(_folder.Path, "hello"), "hello", language, Path.Combine(_folder.Path, "hello"));

    private async Task<List<(string Module, string Name, string? Failure)>> TestAsync(string? filter = null)
    {
        List<(string, string, string?)> results = [];
        ProjectTarget target = ProjectTarget.Find(Path.Combine(_folder.Path, "hello"));
        await foreach (TestResult result in ProjectTests.RunAsync(target, filter, new BuildOptions { Messages = _messages }, default))
        {
            results.Add((result.Module, result.Name, result.Failure));
        }

        return results;
    }
}
