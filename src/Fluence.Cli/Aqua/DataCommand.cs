using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects;
using Fluence.Projects.Building.Data;
using Fluence.Projects.Files;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua json|yml INPUT [OUTPUT]</c>: makes Aqua of data.</summary>
internal static class DataCommand
{
    private const long MaxLength = 16 << 20;

    public static Command Json() => Create("json", "JSON", ReadJson);

    public static Command Yaml()
    {
        Command command = Create("yml", "YAML", static file => YamlData.Read(ReadText(file), file));
        command.Aliases.Add("yaml");
        return command;
    }

    private static Command Create(string name, string format, Func<string, JsonValue> read)
    {
        Argument<string> input = new("input") { Description = $"The file with {format}." };
        Argument<string?> output = new("output")
        {
            Description = "The folder that the Aqua file is put into; without it, it is printed.", DefaultValueFactory = _ => null,
        };
        Option<bool> f64 = new("--f64") { Description = "Take all numbers for f64." };
        Option<string?> types = new("--types")
        {
            Description = $"A file with names of types in {format}: a list of objects with name and properties.",
        };
        Command command = new(name, $"Make an Aqua module of {format}, with a function get that gives the data.")
        {
            input, output, f64, types, NoInput.Option(),
        };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            string file = parsed.GetValue(input)!, module = Path.GetFileNameWithoutExtension(file);
            JsonValue data = read(file);
            AquaDataOptions options = new()
            {
                AllF64 = parsed.GetValue(f64),
                Types = parsed.GetValue(types) is { } named ? AquaDataOptions.ReadTypes(read(named), named) : [],
            };
            string text = Make(data, module, options, file);
            if (parsed.GetValue(output) is not { } folder)
            {
                parsed.Out().Write(text);
                return ExitCodes.Success;
            }

            string target = Path.Combine(folder, module + ".aqua");
            Directory.CreateDirectory(folder);
            File.WriteAllText(target, text);
            parsed.Out().WriteLine($"made {target}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static string Make(JsonValue data, string module, AquaDataOptions options, string file)
    {
        try
        {
            return AquaData.Module(data, module, options);
        }
        catch (ProjectException wrong)
        {
            throw new CommandException($"{file}: {wrong.Message}");
        }
    }

    private static JsonValue ReadJson(string file)
    {
        try
        {
            return JsonValue.Parse(ReadText(file));
        }
        catch (JsonFormatException malformed)
        {
            throw new CommandException($"{file}: this is not JSON: {malformed.Message}");
        }
    }

    private static string ReadText(string file) => !File.Exists(file) ? throw new CommandException($"there is no file '{file}'")
        : new FileInfo(file).Length > MaxLength ? throw new CommandException($"{file} is larger than {MaxLength >> 20} MiB")
        : File.ReadAllText(file);
}
