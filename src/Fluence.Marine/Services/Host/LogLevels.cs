namespace Fluence.Marine.Services.Host;

/// <summary>
/// The levels at which modules shall log, out of text like <c>module=info,other,warn</c>. What makes no sense is left out.
/// </summary>
internal sealed class LogLevels
{
    private const string Most = "TRACE";

    private static readonly string[] Names = ["off", "error", "warn", "info", "debug", "trace"];

    private readonly Dictionary<string, string> _modules = new(StringComparer.Ordinal);
    private readonly string? _default;

    public LogLevels(string text)
    {
        foreach (string directive in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = directive.Split('=');
            string? level = parts.Length > 1 ? Find(parts[1].Trim()) : null;
            switch (parts)
            {
                case [var only] when Find(only) is { } everywhere:
                    _default ??= everywhere;
                    break;
                case [_] or [_, ""]:
                    _modules[parts[0]] = Most;
                    break;
                case [_, _] when level is not null:
                    _modules[parts[0]] = level;
                    break;
            }
        }
    }

    /// <summary>The level of a module as its SDK reads it; null to leave it to the SDK.</summary>
    public string? Of(string module) => _modules.GetValueOrDefault(module) ?? _default;

    private static string? Find(string name)
    {
        // a number counts the levels from off
        int index = int.TryParse(name, out int number) ? number : Array.FindIndex(Names, name.Equals);
        index = index < 0 ? Array.FindIndex(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) : index;
        return index < 0 || index >= Names.Length ? null : index == 0 ? Names[0] : Names[index].ToUpperInvariant();
    }
}
