using System.Text;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Run;

/// <summary>What the names in a call stand for: <c>--data-path</c>, and over it <c>--data</c>.</summary>
internal static class CallData
{
    private const long MaxFile = 256L << 20;

    /// <exception cref="CommandException">One of them is no JSON object, or the file is not there.</exception>
    public static JsonObject Read(string? json, string? path)
    {
        JsonObject file = path is null ? JsonObject.Empty : Parse(ReadFile(path), path);
        JsonObject given = json is null ? JsonObject.Empty : Parse(Encoding.UTF8.GetBytes(json), "--data");
        return new JsonObject(file.Members.Where(member => !given.TryGetValue(member.Key, out _)).Concat(given.Members));
    }

    private static byte[] ReadFile(string path)
    {
        FileInfo file = new(path);
        return !file.Exists ? throw new CommandException($"--data-path names {file.FullName}, which is not there")
            : file.Length > MaxFile ? throw new CommandException($"{file.FullName} has {file.Length} bytes, at most {MaxFile} are read")
            : File.ReadAllBytes(path);
    }

    private static JsonObject Parse(byte[] text, string source) =>
        !JsonValue.TryParse(text, out JsonValue? value, out string? error) ? throw new CommandException($"{source} is no JSON: {error}")
        : value as JsonObject ?? throw new CommandException($"{source} should be an object, {{\"name\": value, …}}");
}
