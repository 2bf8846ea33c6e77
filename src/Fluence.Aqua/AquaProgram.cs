using System.Collections.Immutable;
using Fluence.Aqua.Definitions;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Output;
using Fluence.Aqua.Output.CSharp;
using Fluence.Aqua.Output.JavaScript;

namespace Fluence.Aqua;

/// <summary>A function that can be called.</summary>
/// <param name="Name">The name that it is exported under.</param>
/// <param name="Air">Its script.</param>
/// <param name="Definition">What it takes and gives, as js-client and <c>Fluence.Client</c> take it: JSON.</param>
public sealed record AquaFunctionOutput(string Name, string Air, string Definition);

/// <summary>A service that can be registered.</summary>
/// <param name="Name">The name that it is exported under.</param>
/// <param name="Definition">Its functions, as js-client and <c>Fluence.Client</c> take them: JSON.</param>
public sealed record AquaServiceOutput(string Name, string Definition);

/// <summary>What is compiled from a file, and what is wrong with it.</summary>
public sealed class AquaProgram
{
    private readonly AirOutput _output;
    private readonly SourceComments _comments;
    private readonly string _source;

    internal AquaProgram(string path, AirOutput output, SourceComments comments, ImmutableArray<AquaDiagnostic> diagnostics)
    {
        _source = Path.GetFileName(path);
        _output = output;
        _comments = comments;
        Diagnostics = diagnostics;
        Functions = [.. output.Functions.Select(function =>
            new AquaFunctionOutput(function.Name, function.Air, DefinitionText.Of(function)))];
        Services = [.. output.Services.Select(service =>
            new AquaServiceOutput(service.Name, DefinitionText.Of(service)))];
    }

    /// <summary>What is wrong, in the order of the files; without errors the rest is complete, with errors it is empty.</summary>
    public ImmutableArray<AquaDiagnostic> Diagnostics { get; }

    /// <summary>Whether there are errors.</summary>
    public bool HasErrors => Diagnostics.Any(static each => each.Severity == AquaSeverity.Error);

    /// <summary>The exported functions, in the order of the exports.</summary>
    public ImmutableArray<AquaFunctionOutput> Functions { get; }

    /// <summary>The exported services, in the order of the exports.</summary>
    public ImmutableArray<AquaServiceOutput> Services { get; }

    private Dictionary<string, string> AllDefinitions => Functions.Select(static each => (each.Name, each.Definition))
        .Concat(Services.Select(static each => (each.Name, each.Definition)))
        .ToDictionary(static each => each.Name, static each => each.Definition, StringComparer.Ordinal);

    /// <summary>
    /// A typed client in C#: a class with a method for each function, and in it records for data and an interface for each service.
    /// </summary>
    /// <param name="space">The namespace; empty for none.</param>
    /// <param name="className">The class's name; null for that of the file.</param>
    public string ToCSharp(string space, string? className = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        return CSharpWriter.Write(_output, _comments, _source, space, className ?? ClassNameOf(_source), AllDefinitions);
    }

    /// <summary>The name of the class that is made from a file.</summary>
    /// <param name="path">The file's path.</param>
    public static string ClassNameOf(string path) => CSharpNames.Pascal(Path.GetFileNameWithoutExtension(path));

    /// <summary>A module for js-client in JavaScript.</summary>
    public string ToJavaScript() => Script(ScriptKind.JavaScript);

    /// <summary>What TypeScript has to know of the module in JavaScript.</summary>
    public string ToJavaScriptTypes() => Script(ScriptKind.Declarations);

    /// <summary>A module for js-client in TypeScript.</summary>
    public string ToTypeScript() => Script(ScriptKind.TypeScript);

    private string Script(ScriptKind kind) => ScriptWriter.Write(_output, _source, kind, AllDefinitions);
}
