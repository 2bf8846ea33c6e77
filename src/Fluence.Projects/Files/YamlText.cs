using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Fluence.Projects.Files;

/// <summary>Writes YAML of maps, lists and scalars, by which nothing is read other than it was meant.</summary>
internal sealed partial class YamlText
{
    private const int Step = 2;

    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _isFirstOfItem;

    /// <summary>Tells editors where the schema is.</summary>
    /// <param name="path">Its path from the file's folder.</param>
    public void Schema(string path) => _text.Append(CultureInfo.InvariantCulture, $"# yaml-language-server: $schema={path}\n\n");

    public void Text(string key, string value) => Line($"{Quote(key)}: {Quote(value)}");

    public void Integer(string key, long value) => Line(string.Create(CultureInfo.InvariantCulture, $"{Quote(key)}: {value}"));

    public void Number(string key, decimal value) => Line(string.Create(CultureInfo.InvariantCulture, $"{Quote(key)}: {value}"));

    public void Flag(string key, bool value) => Line($"{Quote(key)}: {(value ? "true" : "false")}");

    /// <summary>A map, written by what follows.</summary>
    public void Map(string key, Action write)
    {
        Line($"{Quote(key)}:");
        _indent += Step;
        int before = _text.Length;
        write();
        _indent -= Step;
        if (_text.Length == before)
        {
            _text.Insert(_text.Length - 1, " {}");
        }
    }

    /// <summary>A list of maps.</summary>
    public void Items<T>(string key, IReadOnlyCollection<T> items, Action<YamlText, T> write)
    {
        if (items.Count == 0)
        {
            Line($"{Quote(key)}: []");
            return;
        }

        Line($"{Quote(key)}:");
        _indent += 2 * Step;
        foreach (T item in items)
        {
            _isFirstOfItem = true;
            write(this, item);
        }

        _indent -= 2 * Step;
    }

    /// <summary>A list of texts.</summary>
    public void Texts(string key, IReadOnlyCollection<string> items) =>
        Line(items.Count == 0 ? $"{Quote(key)}: []" : $"{Quote(key)}: [{string.Join(", ", items.Select(Quote))}]");

    public override string ToString() => _text.ToString();

    /// <summary>A scalar as it must be written to be read as a text.</summary>
    public static string Quote(string text)
    {
        if (Plain().IsMatch(text) && !Other().IsMatch(text))
        {
            return text;
        }

        StringBuilder quoted = new("\"");
        foreach (char letter in text)
        {
            quoted.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\ufeff' =>
                    string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private void Line(string content)
    {
        int indent = _isFirstOfItem ? _indent - Step : _indent;
        _text.Append(' ', indent).Append(_isFirstOfItem ? "- " : "").Append(content).Append('\n');
        _isFirstOfItem = false;
    }

    [GeneratedRegex(@"^[A-Za-z_./][A-Za-z0-9_./@+-]*\z")]
    private static partial Regex Plain();

    // what other readers take for something else than a text
    [GeneratedRegex(@"^(true|false|yes|no|on|off|null|y|n|\.inf|\.nan|\.[0-9].*|\.)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Other();
}
