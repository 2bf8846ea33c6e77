using System.Collections.Immutable;
using Fluence.Aqua.Linking;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fluence.Aqua.Generator;

/// <summary>What a project says of all its Aqua files.</summary>
/// <param name="Folder">The project's folder; empty if it is not known.</param>
/// <param name="Space">The namespace of files in that folder.</param>
/// <param name="Imports">The folders in which imports are looked for, relative to the project's folder.</param>
/// <param name="Constants">Constants, as <c>NAME=VALUE</c>.</param>
/// <param name="NoRelay">See <see cref="AquaOptions.NoRelay"/>.</param>
/// <param name="NoXor">See <see cref="AquaOptions.NoXor"/>.</param>
/// <param name="Tracing">See <see cref="AquaOptions.Tracing"/>.</param>
/// <param name="EmptyResponse">See <see cref="AquaOptions.EmptyResponse"/>.</param>
internal sealed record GeneratorSettings(
    string Folder,
    string Space,
    EquatableArray<string> Imports,
    EquatableArray<string> Constants,
    bool NoRelay,
    bool NoXor,
    bool Tracing,
    bool EmptyResponse)
{
    internal static GeneratorSettings Read(AnalyzerConfigOptions options)
    {
        return new(
            Text("ProjectDir"), Text("RootNamespace"), Items("_AquaImportFolders"), Items("_AquaConstantList"),
            Flag("AquaNoRelay"), Flag("AquaNoXor"), Flag("AquaTracing"), Flag("AquaEmptyResponse"));

        string Text(string name) => options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";

        bool Flag(string name) => bool.TryParse(Text(name), out bool value) && value;

        EquatableArray<string> Items(string name) => new(
            [.. Text(name).Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
    }

    /// <summary>
    /// The folders in which the imports of a file are looked for: those of the project, then each node_modules from its own folder upward.
    /// </summary>
    internal ImmutableArray<string> FoldersFor(string file)
    {
        ImmutableArray<string>.Builder folders = ImmutableArray.CreateBuilder<string>();
        folders.AddRange(Imports.Select(folder => Path.Combine(Folder, folder)));
        for (string? folder = Path.GetDirectoryName(file); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            folders.Add(Path.Combine(folder, "node_modules"));
        }

        return folders.ToImmutable();
    }

    /// <exception cref="FormatException">A constant cannot be read.</exception>
    internal AquaOptions ToOptions() => new()
    {
        NoRelay = NoRelay, NoXor = NoXor, Tracing = Tracing, EmptyResponse = EmptyResponse, Constants = AquaConstants.Parse(Constants),
    };
}
