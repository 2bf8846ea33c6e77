using System.Globalization;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Projects.Files.Shapes;

/// <summary>Compares a file with its shape and finds all that differs, in the order of the file.</summary>
internal sealed class ShapeCheck
{
    private readonly List<FileMistake> _mistakes = [];

    private ShapeCheck()
    {
    }

    /// <summary>All mistakes of a file.</summary>
    public static List<FileMistake> Find(FileShape shape, ConfigMap map)
    {
        ShapeCheck check = new();
        check.Object(shape.Root, map, "");
        check._mistakes.Sort(static (one, other) => (one.Line, one.Column).CompareTo((other.Line, other.Column)));
        return check._mistakes;
    }

    private void Check(Shape shape, ConfigNode node, string path)
    {
        switch (shape)
        {
            case TextShape text:
                Text(text, node, path);
                break;
            case ChoiceShape choice when !choice.Choices.Contains(TextOf(node) ?? "\0"):
                Wrong(node, path, $"expected {Words.Or(choice.Choices)}", Words.Nearest(TextOf(node), choice.Choices));
                break;
            case IntegerShape integer when !(IntegerOf(node) is { } number && number >= integer.Min && number <= integer.Max):
                Wrong(node, path, $"expected {Words.Range(integer)}");
                break;
            case NumberShape number when !(NumberOf(node) is { } value && value >= 0 && value <= number.Max):
                Wrong(node, path, $"expected {Words.Range(number)}");
                break;
            case BooleanShape when node is not ConfigScalar { ScalarKind: ConfigScalarKind.Plain, Text: "true" or "false" }:
                Wrong(node, path, "expected true or false");
                break;
            case ScalarShape when node is not ConfigScalar:
                Wrong(node, path, "expected a text, a number, true or false");
                break;
            case VersionShape version:
                Version(version, node, path);
                break;
            case TextOrListShape when node is not ConfigScalar:
                List(new ListShape(TextShape.Any, 1), node, path);
                break;
            case ListShape list:
                List(list, node, path);
                break;
            case MapShape map:
                Map(map, node, path);
                break;
            case ObjectShape keys:
                Object(keys, node, path);
                break;
        }
    }

    private void Text(TextShape shape, ConfigNode node, string path)
    {
        if (TextOf(node) is not { } text)
        {
            Wrong(node, path, "expected a text");
        }
        else if (shape.Form is { } form && !form.Matches(text))
        {
            Wrong(node, path, $"expected {form.Expected}");
        }
    }

    private void Version(VersionShape shape, ConfigNode node, string path)
    {
        long? version = IntegerOf(node);
        if (version is { } number && number >= int.MinValue && number <= int.MaxValue && shape.Versions.Contains((int)number))
        {
            return;
        }

        string expected = $"expected {Words.Or(shape.Versions.Select(static each => each.ToString(CultureInfo.InvariantCulture)))}";
        string why = version is null ? ""
            : version < shape.Versions.Min() ? "; the file is of an older format, which the Fluence CLI 0.16 brings up to date"
            : "; the file is of a newer format than this command knows";
        Wrong(node, path, expected + why);
    }

    private void List(ListShape shape, ConfigNode node, string path)
    {
        if (node is not ConfigList list)
        {
            Wrong(node, path, "expected a list");
            return;
        }

        if (list.Items.Count < shape.MinItems)
        {
            Add(node.Line, node.Column, $"{path} is empty, expected at least {shape.MinItems} item");
        }

        for (int index = 0; index < list.Items.Count; index++)
        {
            Check(shape.Item, list.Items[index], $"{path}[{index}]");
        }
    }

    private void Map(MapShape shape, ConfigNode node, string path)
    {
        if (node is not ConfigMap map)
        {
            Wrong(node, path, "expected a map");
            return;
        }

        foreach (ConfigKey key in map.Keys)
        {
            string inner = Words.Join(path, key.Name);
            if (shape.Name is { } form && !form.Matches(key.Name))
            {
                Add(key.Line, key.Column, $"'{Words.Shorten(key.Name)}' cannot be a name in {path}, expected {form.Expected}");
            }

            if (key.HasValue)
            {
                Check(shape.Value, map.Find(key.Name)!, inner);
            }
            else if (!shape.AllowsNull)
            {
                Add(key.Line, key.Column, $"{inner} has no value");
            }
        }
    }

    private void Object(ObjectShape shape, ConfigNode node, string path)
    {
        if (node is not ConfigMap map)
        {
            Wrong(node, path, "expected a map");
            return;
        }

        foreach (ConfigKey key in map.Keys)
        {
            string inner = Words.Join(path, key.Name);
            KeyShape? known = shape.Keys.FirstOrDefault(each => each.Name == key.Name);
            if (known is null)
            {
                string? nearest = Words.Nearest(key.Name, shape.Keys.Select(static each => each.Name));
                string expected = nearest is not null ? "" : $", expected {Words.Or(shape.Keys.Select(static each => each.Name))}";
                Add(key.Line, key.Column, $"there is no setting '{inner}'{expected}{Words.DidYouMean(nearest)}");
            }
            else if (key.HasValue)
            {
                Check(known.Value, map.Find(key.Name)!, inner);
            }
        }

        foreach (KeyShape missing in shape.Keys.Where(each => each.IsRequired && map.Find(each.Name) is null))
        {
            Add(node.Line, node.Column, $"{Words.Join(path, missing.Name)} is missing, expected {Words.Describe(missing.Value)}");
        }

        foreach ((string one, string other) in shape.Exclusive)
        {
            if (map.Find(one) is not null && map.Find(other) is { } second)
            {
                Add(second.Line, second.Column, $"{Words.Join(path, other)} cannot stand together with {one}, expected one of them");
            }
        }
    }

    private static string? TextOf(ConfigNode node) => (node as ConfigScalar)?.Text;

    private static long? IntegerOf(ConfigNode node) => node is ConfigScalar { ScalarKind: ConfigScalarKind.Plain } scalar
        && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static decimal? NumberOf(ConfigNode node) => node is ConfigScalar { ScalarKind: ConfigScalarKind.Plain } scalar
        && decimal.TryParse(scalar.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private void Wrong(ConfigNode node, string path, string expected, string? nearest = null)
    {
        string what = node is ConfigScalar scalar ? $"'{Words.Shorten(scalar.Text)}'" : node.Kind;
        Add(node.Line, node.Column, $"{(path.Length == 0 ? "the file" : path)} is {what}, {expected}{Words.DidYouMean(nearest)}");
    }

    private void Add(int line, int column, string problem) => _mistakes.Add(new FileMistake(line, column, problem));
}
