using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Generator;

/// <summary>What a file becomes.</summary>
/// <param name="HintName">The name under which the compiler knows the code.</param>
/// <param name="Text">The code; null where the file exports nothing or has mistakes.</param>
/// <param name="Mistakes">What is wrong.</param>
internal sealed record AquaCode(string HintName, string? Text, EquatableArray<AquaMistake> Mistakes)
{
    internal static AquaCode Of(AquaUnit unit)
    {
        string hint = GeneratedNames.HintOf(unit);
        try
        {
            AquaImports imports = AquaImports.Folders(unit.Settings.FoldersFor(unit.Input.Path));
            AquaCompiler compiler = new(new Reads(unit), imports, unit.Settings.ToOptions());
            AquaProgram program = compiler.Compile(new SourceFile(unit.Input.Path, unit.Input.Text));
            HashSet<string> others = [.. unit.Reads.Where(static read => read.IsInProject).Select(static read => read.Path)];
            others.Remove(unit.Input.Path);
            ImmutableArray<AquaMistake> mistakes =
                [.. program.Diagnostics.Where(each => !others.Contains(each.Source.Path)).Select(AquaMistake.Of)];
            return program.HasErrors || (program.Functions.IsEmpty && program.Services.IsEmpty)
                ? new AquaCode(hint, null, new(mistakes))
                : new AquaCode(hint, program.ToCSharp(GeneratedNames.SpaceOf(unit), GeneratedNames.ClassOf(unit)), new(mistakes));
        }
        catch (FormatException wrongConstant)
        {
            string message = $"AquaConstants: {wrongConstant.Message}";
            AquaMistake mistake = new(unit.Input.Path, default, default, "constant", message, AquaSeverity.Error);
            return new AquaCode(hint, null, new([mistake]));
        }
    }

    /// <summary>The files as they were when the unit was made.</summary>
    private sealed class Reads : IAquaSources
    {
        private readonly Dictionary<string, string?> _files;

        internal Reads(AquaUnit unit)
        {
            _files = unit.Reads.ToDictionary(static read => read.Path, static read => read.Text, StringComparer.Ordinal);
        }

        public string? Read(string path) => _files.GetValueOrDefault(path);
    }
}
