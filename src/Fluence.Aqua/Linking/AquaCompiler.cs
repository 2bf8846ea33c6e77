using Fluence.Aqua.Definitions;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Linking;

/// <summary>Compiles files, and reads each that they import once.</summary>
public sealed class AquaCompiler
{
    private readonly Linker _linker;
    private readonly AirOptions _options;
    private readonly List<AquaDiagnostic> _tooLarge = [];

    /// <param name="sources">Where files are read from.</param>
    /// <param name="imports">Where imports are looked for.</param>
    /// <param name="constants">The constants that every file sees.</param>
    /// <param name="options">How scripts are made.</param>
    public AquaCompiler(IAquaSources sources, AquaImports imports, AquaConstants constants, AquaCompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(constants);
        ArgumentNullException.ThrowIfNull(options);
        _options = new AirOptions(options.NoRelay, options.NoXor, options.Tracing);
        _linker = new Linker(sources, imports, constants.For(_options));
    }

    /// <summary>What is wrong in the files compiled so far, those imported first.</summary>
    public IReadOnlyList<AquaDiagnostic> Diagnostics => [.. _linker.Diagnostics, .. _tooLarge];

    /// <summary>Compiles a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>What it exports; null where there is no such file.</returns>
    public AquaCompilation? Compile(string path)
    {
        if (_linker.Link(path) is not { } file)
        {
            return null;
        }

        if (file.HasErrors)
        {
            return new AquaCompilation([], []);
        }

        try
        {
            AirOutput output = AirCompiler.Compile(file.Compiled, _options);
            return new AquaCompilation(
                [.. output.Functions.Select(function => new CompiledFunction(function.Name, function.Air, DefinitionText.Of(function)))],
                [.. output.Services.Select(service => new CompiledService(service.Name, DefinitionText.Of(service)))]);
        }
        catch (AirLimitException limit)
        {
            TextSpan place = file.Syntax.Header.OfType<ExportSyntax>().SelectMany(line => line.Names)
                .FirstOrDefault(name => (name.Rename ?? name.Name).Text == limit.Function)?.Span ?? default;
            _tooLarge.Add(new AquaDiagnostic(AquaSeverity.Error, "too-large", file.Syntax.Source, place, limit.Message));
            return new AquaCompilation([], []);
        }
    }
}
