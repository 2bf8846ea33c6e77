using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Templates;
using Fluence.Projects.Tests.Support;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Tests.Building;

/// <summary>The Rust SDK by itself: its own tests, and what its attribute says of sources that it cannot take.</summary>
public sealed class RustSdkTests
{
    private static readonly (string Source, string Problem, int Column)[] Wrong =
    [
        ("#[marine] pub fn a(x: Option<u8>) {}", "`Option` cannot be passed; use a `Vec` of no or one element", 23),
        ("#[marine] pub fn b() -> Result<u8, u8> { Ok(1) }", "`Result` cannot be passed", 25),
        ("#[marine] pub fn c(x: usize) {}", "`usize` has no fixed width", 23),
        ("#[marine] pub fn d(x: [u8; 4]) {}", "arrays of a fixed length cannot be passed", 26),
        ("#[marine] pub fn e(x: Vec<&str>) {}", "a vector that comes from outside cannot hold references", 27),
        ("#[marine] pub fn f() -> (u8, u8) { (1, 2) }", "a function can return one value", 25),
        ("#[marine] pub fn g<T>(x: T) {}", "functions with type parameters cannot be called from outside", 20),
        ("#[marine] pub async fn h() {}", "cannot be `async`", 15),
        ("#[marine] pub struct I { pub x: &'static str }", "cannot hold references", 33),
        ("#[marine] pub struct J(u8);", "only structures with named fields can be passed", 22),
        ("#[marine] pub struct K {}", "needs at least one field", 22),
        ("#[marine] pub enum L { A }", "#[marine] stands before a function", 15),
        ("#[marine] extern \"C\" { fn m(); }", "which module are these functions of?", 1),
        ("#[marine] #[link(wasm_import_module = \"m\")] extern \"C\" { static N: u8; }", "only functions can be imported", 58),
        ("#[marine_test] fn o(x: u8) {}", "a test has no arguments", 21),
    ];

    [ToolchainFact(cpp: false)]
    public async Task What_cannot_be_passed_is_told_at_its_place()
    {
        using TemporaryFolder folder = new();
        ModuleFolder module = NewModule.Create(Path.Combine(folder.Path, "m"), "m", GuestLanguage.Rust, folder.Path);
        string source = "use fluence_sdk::{marine, marine_test}; fn main() {}\n" + string.Join('\n', Wrong.Select(static wrong => wrong.Source));
        File.WriteAllText(Path.Combine(module.Folder, "src/main.rs"), source);
        using StringWriter messages = new();
        await Assert.ThrowsAsync<CompilationFailedException>(
            () => ModuleBuilder.BuildAsync(module, folder.Path, new BuildOptions { Messages = messages }, default));
        foreach ((int index, (_, string problem, int column)) in Wrong.Index())
        {
            string place = $"--> src/main.rs:{index + 2}:{column}\n";
            string? told = messages.ToString().Split("\nerror").FirstOrDefault(error => error.Contains(place, StringComparison.Ordinal));
            Assert.True(told is not null, $"nothing is said at {place} of {problem}:\n{messages}");
            Assert.Contains(problem, told, StringComparison.Ordinal);
        }
    }

    [ToolchainFact(cpp: false)]
    public async Task The_sdk_passes_its_own_tests()
    {
        using TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(Repository.RustSdk, "*", SearchOption.AllDirectories)
            .Where(static file => file.EndsWith(".rs", StringComparison.Ordinal) || file.EndsWith("Cargo.toml", StringComparison.Ordinal)))
        {
            folder.Write(Path.GetRelativePath(Repository.RustSdk, file), await File.ReadAllTextAsync(file));
        }

        RustToolchain toolchain = await RustToolchain.FindAsync(folder.Path, default);
        using StringWriter messages = new();
        (int exitCode, string output) = await toolchain.Cargo.RunAsync(folder.Path, ["test"], messages, default);
        Assert.True(exitCode == 0, messages + output);
        Assert.Contains("times_are_written_as_dates ... ok", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", messages.ToString(), StringComparison.Ordinal);
    }
}
