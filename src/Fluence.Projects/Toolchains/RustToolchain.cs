namespace Fluence.Projects.Toolchains;

/// <summary>A Rust compiler that can make modules.</summary>
/// <param name="Cargo">Its cargo.</param>
/// <param name="Target">The name of the target: <c>wasm32-wasip1</c>, or <c>wasm32-wasi</c> before Rust 1.78.</param>
public sealed record RustToolchain(Tool Cargo, string Target)
{
    private const string SystemFolder = "/usr/bin";
    private const string SystemLinker = "rust-lld";

    private const string HowToInstall =
        "With rustup: rustup target add wasm32-wasip1. On Debian: apt-get install cargo rustc libstd-rust-dev-wasm32 lld-14. "
        + "On Fedora: dnf install cargo rust-std-static-wasm32-wasip1. On macOS: brew install rustup, and then as with rustup.";

    private static readonly string[] Targets = ["wasm32-wasip1", "wasm32-wasi"];

    /// <summary>Finds a compiler with a target for WASI: that of <c>PATH</c> first, then the system's.</summary>
    /// <param name="folder">The folder of the sources, which may ask for a toolchain of their own.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ToolMissingException">There is none. The message says what is missing and how to install it.</exception>
    public static async Task<RustToolchain> FindAsync(string folder, CancellationToken cancellation)
    {
        List<string> problems = [];
        string? cargo = Tool.OnPath("cargo"), rustc = Tool.OnPath("rustc");
        if (cargo is null || rustc is null)
        {
            problems.Add($"{(cargo is null ? "cargo" : "rustc")} is not on the PATH");
        }
        else if (await ProbeAsync(new Tool(cargo), new Tool(rustc), folder, problems, cancellation) is { } found)
        {
            return found;
        }

        string systemCargo = Path.Combine(SystemFolder, "cargo"), systemRustc = Path.Combine(SystemFolder, "rustc");
        if (systemRustc != rustc && File.Exists(systemCargo) && File.Exists(systemRustc))
        {
            // rustup's programs come first on the PATH, and would be started by the system's cargo
            Dictionary<string, string> environment = new()
            {
                ["PATH"] = SystemFolder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"), ["RUSTC"] = systemRustc,
            };
            Tool system = new(systemCargo, environment);
            if (await ProbeAsync(system, new Tool(systemRustc, environment), folder, problems, cancellation) is { } found)
            {
                return found;
            }
        }

        throw new ToolMissingException($"no Rust compiler for WebAssembly: {string.Join("; ", problems)}. {HowToInstall}");
    }

    private static async Task<RustToolchain?> ProbeAsync(
        Tool cargo, Tool rustc, string folder, List<string> problems, CancellationToken cancellation)
    {
        StringWriter error = new();
        (int exitCode, string output) = await rustc.RunAsync(folder, ["--print", "sysroot"], error, cancellation);
        if (exitCode != 0)
        {
            problems.Add($"{rustc.Path} does not work: {error.ToString().Trim()}");
            return null;
        }

        string sysroot = output.Trim();
        string? target = Targets.FirstOrDefault(each => Directory.Exists(Path.Combine(sysroot, "lib", "rustlib", each, "lib")));
        if (target is null)
        {
            problems.Add($"{rustc.Path} has no target {Targets[0]}");
            return null;
        }

        // the packages of Debian leave the linker to another package
        if (sysroot == "/usr" && !File.Exists(Path.Combine(SystemFolder, SystemLinker)))
        {
            problems.Add($"{rustc.Path} has no linker {SystemLinker}");
            return null;
        }

        return new RustToolchain(cargo, target);
    }
}
