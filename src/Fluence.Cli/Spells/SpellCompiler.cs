using Fluence.Aqua;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects;
using Fluence.Projects.Files;

namespace Fluence.Cli.Spells;

/// <summary>A spell that is compiled.</summary>
/// <param name="Name">Its name in the project.</param>
/// <param name="Yaml">What its file says, with what <c>fluence.yaml</c> says over it.</param>
/// <param name="Program">What was compiled of its Aqua file, with what is wrong with it.</param>
internal sealed record CompiledSpell(string Name, SpellYaml Yaml, AquaProgram Program)
{
    /// <summary>The script; the program must have no errors.</summary>
    public string Air => Program.Functions.First(function => function.Name == Yaml.Function).Air;
}

/// <summary>Compiles the spells of a project.</summary>
internal static class SpellCompiler
{
    /// <summary>Compiles a spell.</summary>
    /// <exception cref="CommandException">A file or the function is missing.</exception>
    /// <exception cref="ProjectException">A file is wrong.</exception>
    public static CompiledSpell Compile(AquaProject project, SpellEntry entry)
    {
        SpellFolder folder = SpellFolder.Open(project.Folder, entry);
        AquaProgram program = project.Compile(folder.AquaFile, AquaOptions.Default);
        CompiledSpell spell = new(entry.Name, folder.Yaml, program);
        if (!program.HasErrors)
        {
            Check(spell, folder.AquaFile);
        }

        return spell;
    }

    private static void Check(CompiledSpell spell, string file)
    {
        AquaFunctionOutput? function = spell.Program.Functions.FirstOrDefault(each => each.Name == spell.Yaml.Function);
        if (function is null)
        {
            string[] names = [.. spell.Program.Functions.Select(static each => each.Name)];
            string exported = names.Length == 0 ? "none" : string.Join(", ", names);
            throw new CommandException(
                $"the spell '{spell.Name}' is the function '{spell.Yaml.Function}', but {file} exports {exported}");
        }

        // arguments of another name would never arrive
        string[] parameters = [.. Parameters(function)];
        string[] given = [.. spell.Yaml.InitArgs?.Names ?? []];
        if (parameters.Except(given).FirstOrDefault() is { } missing)
        {
            throw new CommandException($"the spell '{spell.Name}' needs the argument '{missing}' of {function.Name}; give it in initArgs");
        }

        if (given.Except(parameters).FirstOrDefault() is { } unknown)
        {
            string expected = parameters.Length == 0 ? "none" : string.Join(", ", parameters);
            throw new CommandException($"the spell '{spell.Name}' has '{unknown}' in initArgs, but {function.Name} takes {expected}");
        }
    }

    private static IEnumerable<string> Parameters(AquaFunctionOutput function)
    {
        JsonValue definition = JsonValue.Parse(function.Definition);
        foreach (string member in (string[])["arrow", "domain", "fields"])
        {
            definition = (definition as JsonObject)?.TryGetValue(member, out JsonValue? inner) == true ? inner : JsonNull.Instance;
        }

        return (definition as JsonObject)?.Names ?? [];
    }
}
