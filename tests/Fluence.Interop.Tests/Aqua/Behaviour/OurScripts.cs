using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>What our compiler makes of a source.</summary>
/// <param name="Functions">The scripts.</param>
/// <param name="Services">What the source knows of services.</param>
/// <param name="Errors">Its mistakes.</param>
internal sealed record OurScripts(IReadOnlyList<AirFunction> Functions, ServiceTypes Services, IReadOnlyList<string> Errors)
{
    /// <summary>Compiles a file.</summary>
    public static OurScripts OfFile(string path, AirOptions options, string imports) =>
        Of(new SourceFile(AquaImports.Normalize(path), File.ReadAllText(path)), options, imports);

    /// <summary>Compiles a text that imports nothing.</summary>
    public static OurScripts OfCode(string code, AirOptions options) => Of(new SourceFile("/program.aqua", code), options, "/");

    private static OurScripts Of(SourceFile source, AirOptions options, string imports)
    {
        Linker linker = new(new AquaFileSources(), AquaImports.Folders(imports), BuiltInConstants.For(options));
        LinkedFile file = linker.Link(source);
        string[] errors = [.. linker.Diagnostics.Where(static each => each.Severity == AquaSeverity.Error)
            .Select(static each => DiagnosticText.Format(each, Path.GetFileName(each.Source.Path)))];
        return new OurScripts(
            errors.Length > 0 ? [] : AirCompiler.Compile(file.Compiled, options).Functions, ServiceTypes.Of([file, .. linker.Imported]), errors);
    }
}
