using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Output;
using Fluence.Aqua.Syntax;

namespace Fluence.Aqua;

/// <summary>Compiles Aqua to AIR. A pure function of the sources; one object may be used by one thread at a time.</summary>
/// <param name="sources">Where files are read from.</param>
/// <param name="imports">Where imports are looked for that are not beside the importing file.</param>
/// <param name="options">How scripts are made.</param>
public sealed class AquaCompiler(IAquaSources sources, AquaImports imports, AquaOptions? options = null)
{
    // deep enough for sources as deep as the parser lets them be
    private const int StackBytes = 64 << 20;

    private readonly AquaOptions _options = options ?? AquaOptions.Default;

    /// <summary>Compiles a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">A file cannot be read, or is too large.</exception>
    public AquaProgram Compile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = AquaImports.Normalize(path);
        string text = sources.Read(full) ?? throw new FileNotFoundException($"there is no file '{path}'", path);
        return Compile(new SourceFile(full, text));
    }

    /// <summary>Compiles a source, whose imports are looked for from its path on.</summary>
    public AquaProgram Compile(SourceFile source)
    {
        ArgumentNullException.ThrowIfNull(source);
        AquaProgram? program = null;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                program = CompileHere(source);
            }
            catch (Exception exception)
            {
                // an exception that leaves a thread ends the process
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackBytes);
        thread.Start();
        thread.Join();
        switch (failure?.SourceException)
        {
            case InsufficientExecutionStackException tooDeep:
                return Failed(source, "too-deep", $"functions and values are nested too deeply: {tooDeep.Message}");
            case AirLimitException tooLarge:
                return Failed(source, "too-large", tooLarge.Message);
            case LoweringException unusual:
                return Failed(source, "no-script", unusual.Message);
            default:
                failure?.Throw();
                return program!;
        }
    }

    private AquaProgram CompileHere(SourceFile source)
    {
        Linker linker = new(sources, imports, _options.Constants.With(_options.NoRelay));
        LinkedFile file = linker.Link(source);
        ImmutableArray<AquaDiagnostic> diagnostics = [.. linker.Diagnostics];
        bool hasErrors = diagnostics.Any(static each => each.Severity == AquaSeverity.Error);
        ImmutableArray<LinkedFile> files = [file, .. linker.Imported.Where(each => each != file)];
        return hasErrors
            ? new AquaProgram(source.Path, new AirOutput([], []), SourceComments.None, diagnostics)
            : new AquaProgram(source.Path, Compile(file), SourceComments.Of(files), diagnostics);
    }

    private AirOutput Compile(LinkedFile file) => AirCompiler.Compile(
        file.Compiled, new AirOptions(_options.NoRelay, _options.NoXor, _options.Tracing, NoEmptyResponse: !_options.EmptyResponse));

    private static AquaProgram Failed(SourceFile source, string code, string message)
    {
        DiagnosticSink sink = new(source);
        sink.Error(new TextSpan(0, 0), code, message);
        return new AquaProgram(source.Path, new AirOutput([], []), SourceComments.None, [.. sink.All]);
    }
}
