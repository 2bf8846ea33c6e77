using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Projects.Templates;

namespace Fluence.Cli.Build;

/// <summary><c>--language rust|cpp</c>.</summary>
internal static class LanguageOption
{
    public static Option<string> Create() => new("--language", "-l")
    {
        Description = "What the module is written in: rust or cpp.",
        DefaultValueFactory = _ => "rust",
    };

    public static GuestLanguage Parse(string text) => text switch
    {
        "rust" => GuestLanguage.Rust,
        "cpp" or "c++" => GuestLanguage.Cpp,
        _ => throw new CommandException($"--language is '{text}', expected rust or cpp"),
    };
}
