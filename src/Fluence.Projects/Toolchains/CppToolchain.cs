namespace Fluence.Projects.Toolchains;

/// <summary>A clang that can make modules: with a C library and a C++ library for WASI, and a linker.</summary>
/// <param name="Cpp">The compiler of C++, which also links.</param>
/// <param name="C">The compiler of C.</param>
public sealed record CppToolchain(Tool Cpp, Tool C)
{
    /// <summary>The name of the target.</summary>
    public const string Target = "wasm32-wasi";

    private const int NewestVersion = 30;
    private const int OldestVersion = 15;

    private const string HowToInstall =
        "On Debian: apt-get install clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc libc++-19-dev-wasm32 libc++abi-19-dev-wasm32. "
        + "On Fedora, macOS and elsewhere: unpack wasi-sdk (https://github.com/WebAssembly/wasi-sdk/releases) and set WASI_SDK_PATH to its "
        + "folder.";

    // what a program is made of, and which package holds it
    private static readonly (string File, string Package)[] Parts =
        [("libc.a", "wasi-libc"), ("libc++.a", "libc++-dev-wasm32"), ("libc++abi.a", "libc++abi-dev-wasm32")];

    /// <summary>Finds a compiler: that of <c>WASI_SDK_PATH</c>, then the newest clang on the <c>PATH</c>.</summary>
    /// <exception cref="ToolMissingException">There is none. The message says what is missing and how to install it.</exception>
    public static async Task<CppToolchain> FindAsync(CancellationToken cancellation)
    {
        List<string> problems = [];
        foreach ((string cpp, string c) in Candidates())
        {
            CppToolchain toolchain = new(new Tool(cpp), new Tool(c));
            if (await toolchain.FindProblemAsync(cancellation) is not { } problem)
            {
                return toolchain;
            }

            problems.Add(problem);
        }

        string what = problems.Count == 0 ? "there is no clang++ on the PATH" : string.Join("; ", problems);
        throw new ToolMissingException($"no C++ compiler for WebAssembly: {what}. {HowToInstall}");
    }

    private static IEnumerable<(string Cpp, string C)> Candidates()
    {
        IEnumerable<int> versions = Enumerable.Range(OldestVersion, NewestVersion - OldestVersion + 1).Reverse();
        if (Environment.GetEnvironmentVariable("WASI_SDK_PATH") is { Length: > 0 } sdk)
        {
            yield return (Path.Combine(sdk, "bin", "clang++"), Path.Combine(sdk, "bin", "clang"));
        }

        foreach (string suffix in versions.Select(static version => $"-{version}").Prepend(""))
        {
            if (Tool.OnPath("clang++" + suffix) is { } cpp && Tool.OnPath("clang" + suffix) is { } c)
            {
                yield return (cpp, c);
            }
        }
    }

    private async Task<string?> FindProblemAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Cpp.Path))
        {
            return $"there is no {Cpp.Path}";
        }

        if (!File.Exists(await AskAsync("-print-prog-name=wasm-ld", cancellation)))
        {
            return $"{Cpp.Path} has no wasm-ld";
        }

        if (!File.Exists(await AskAsync("-print-libgcc-file-name", cancellation)))
        {
            return $"{Cpp.Path} lacks libclang-rt-dev-wasm32";
        }

        foreach ((string file, string package) in Parts)
        {
            // a file that is not found comes back as it was asked for
            if (await AskAsync($"-print-file-name={file}", cancellation) == file)
            {
                return $"{Cpp.Path} lacks {package}";
            }
        }

        return null;
    }

    private async Task<string> AskAsync(string question, CancellationToken cancellation) =>
        (await Cpp.RunAsync(Path.GetTempPath(), [$"--target={Target}", question], TextWriter.Null, cancellation)).Output.Trim();
}
