using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>What our compiler makes of a source.</summary>
/// <param name="Functions">The scripts.</param>
/// <param name="Services">What the source knows of services.</param>
/// <param name="Errors">Its mistakes.</param>
internal sealed record OurScripts(IReadOnlyList<AirFunction> Functions, ServiceTypes Services, IReadOnlyList<string> Errors)
{
    /// <summary>
    /// A source that exports what the file defines and could export but does not; null where there is nothing.
    /// </summary>
    public string? ExportOfOthers { get; private init; }

    /// <summary>Compiles a file.</summary>
    public static OurScripts OfFile(string path, AirOptions options, params string[] imports) =>
        Of(new SourceFile(AquaImports.Normalize(path), File.ReadAllText(path)), options, imports);

    /// <summary>Compiles a text.</summary>
    public static OurScripts OfCode(string code, AirOptions options, params string[] imports) =>
        Of(new SourceFile("/program.aqua", code), options, imports);

    private static OurScripts Of(SourceFile source, AirOptions options, string[] imports)
    {
        Linker linker = new(new AquaFileSources(), AquaImports.Folders(imports), BuiltInConstants.For(options));
        LinkedFile file = linker.Link(source);
        string[] errors = [.. linker.Diagnostics.Where(static each => each.Severity == AquaSeverity.Error)
            .Select(static each => DiagnosticText.Format(each, Path.GetFileName(each.Source.Path)))];
        if (errors.Length > 0)
        {
            return new OurScripts([], ServiceTypes.Of([]), errors);
        }

        try
        {
            return new OurScripts(AirCompiler.Compile(file.Compiled, options).Functions, ServiceTypes.Of([file, .. linker.Imported]), [])
            {
                ExportOfOthers = ExportOf(file),
            };
        }
        catch (InvalidOperationException bug)
        {
            return new OurScripts([], ServiceTypes.Of([]), [$"our compiler fails: {bug.Message}"]);
        }
    }

    private static string? ExportOf(LinkedFile file)
    {
        HashSet<string> defined = [.. file.Syntax.Items.OfType<FuncSyntax>().Select(static item => item.Name.Text)];
        string[] names = [.. file.Compiled.Parts.Select(static part => part.Part).OfType<RawFunctionPart>()
            .Where(part => defined.Contains(part.Name) && CanBeExported(part.Function.Type))
            .Where(part => file.Seen.Declares.Contains($"{file.Seen.Name}.{part.Name}")).Select(static part => part.Name)
            .Except(file.Compiled.Exports.Select(static export => export.Name)).Distinct()];
        return names.Length == 0 ? null
            : $"aqua Others declares *\nimport \"{Path.GetFileName(file.Syntax.Source.Path)}\"\nexport {string.Join(", ", names)}\n";
    }

    private static bool CanBeExported(ArrowType type) =>
        !type.Domain.Items.Any(static item => item.Type is NamedType { IsAbility: true })
        && !type.Codomain.Items.Any(static item => item.Type is ArrowType or NamedType { IsAbility: true });
}
