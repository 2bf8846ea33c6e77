using System.Collections.Immutable;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Expressions of a wanted type.</summary>
internal sealed partial class ProgramGenerator
{
    private static readonly ImmutableArray<string> Compare = [">", "<", ">=", "<="];

    /// <summary>A value of data.</summary>
    private Expr Value(Ty type, Scope scope, int depth)
    {
        List<(int, Func<Expr>)> ways = [(2, () => Literal(type, scope, depth))];
        List<Expr> known = [.. Paths(scope).Where(each => each.Type.Equals(type))];
        if (known.Count > 0)
        {
            ways.Add((14, () => Pick(known)));
        }

        if (type == Ty.I64 && Paths(scope).Where(static each => each.Type == Ty.U32).ToList() is { Count: > 0 } narrow)
        {
            ways.Add((4, () => Pick(narrow)));
        }

        if (type is CollectionTy { IsStream: false } array && scope.Variables.Where(each => IsStreamOf(each.Type, array.Element)).ToList() is { Count: > 0 } streams)
        {
            ways.Add((4, () => new Expr(type, Pick(streams).Name)));
        }

        if (depth > 0)
        {
            Deeper(type, scope, depth, ways);
        }

        return Choose(ways);
    }

    private void Deeper(Ty type, Scope scope, int depth, List<(int, Func<Expr>)> ways)
    {
        List<Expr> lists = [.. Paths(scope).Where(each => each.Type is CollectionTy { IsStream: false } list && list.Element.Equals(type))];
        if (lists.Count > 0)
        {
            ways.Add((5, () => Element(Pick(lists), type, scope)));
        }

        if (scope.Variables.Where(each => IsStreamOf(each.Type, type)).ToList() is { Count: > 0 } streams)
        {
            ways.Add((3, () => Element(new Expr(Ty.Stream(type), Pick(streams).Name), type, scope)));
        }

        if (scope.Closures == 0 && _values.Where(method => method.Type.Gives[0].Equals(type)).ToList() is { Count: > 0 } methods)
        {
            ways.Add((4, () => Call(Pick(methods), type, scope, depth - 1)));
        }

        switch ($"{type}")
        {
            case "bool":
                ways.Add((9, () => Condition(scope, depth - 1)));
                break;
            case "i64":
                ways.Add((8, () => Arithmetic(scope, depth - 1)));
                break;
            case "u32":
                List<Expr> countable = [.. Paths(scope).Where(static each => each.Type is CollectionTy)];
                if (countable.Count > 0)
                {
                    ways.Add((4, () => new Expr(type, "{0}.length", Pick(countable))));
                }

                break;
        }
    }

    private static bool IsStreamOf(Ty type, Ty element) => type is CollectionTy { IsStream: true } stream && stream.Element.Equals(element);

    /// <summary>Variables and constants, and what is in them.</summary>
    private List<Expr> Paths(Scope scope)
    {
        List<Expr> paths = [.. _constants.Concat(scope.Variables).Select(static each => new Expr(each.Type, each.Name))];
        for (int i = 0; i < paths.Count && paths.Count < 200; i++)
        {
            if (paths[i].Type is NamedTy named)
            {
                paths.AddRange(named.Fields.Where(static field => field.Type.IsData || field.Type is NamedTy)
                    .Select(field => new Expr(field.Type, $"{{0}}.{field.Name}", paths[i])));
            }
        }

        return paths;
    }

    // options are only ever opened with `!`
    private Expr Element(Expr list, Ty type, Scope scope) => _random.Next(list.Type is CollectionTy { IsOption: true } ? 3 : 6) switch
    {
        < 3 => new Expr(type, "{0}!", list),
        3 => new Expr(type, "{0}!1", list),
        4 => new Expr(type, "{0}[0]", list),
        _ => new Expr(type, "{0}[{1}]", list, Value(Ty.U32, scope, Happens(30) ? 1 : 0)),
    };

    private IEnumerable<(string Name, ArrowTy Type)> Methods(Scope scope) =>
        scope.Services.SelectMany(static service => service.Methods.Select(method => ($"{service.Name}.{method.Name}", method.Type)));

    private Expr Call((string Name, ArrowTy Type) arrow, Ty type, Scope scope, int depth) => new(
        type, $"{arrow.Name}({string.Join(", ", arrow.Type.Takes.Select(static (_, index) => $"{{{index}}}"))})",
        [.. arrow.Type.Takes.Select(take => Value(take, scope, depth))]);

    private Expr Condition(Scope scope, int depth)
    {
        switch (_random.Next(8))
        {
            case < 3:
                Ty type = Pick<Ty>([Ty.Text, Ty.Text, Ty.U32, Ty.I64, Ty.Bool, Ty.Array(Ty.Text), Ty.Option(Ty.Text)]);
                return new Expr(Ty.Bool, Happens(70) ? "({0} == {1})" : "({0} != {1})", Value(type, scope, depth), Value(type, scope, 0));
            case < 5:
                return new Expr(Ty.Bool, $"({{0}} {Pick(Compare)} {{1}})", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, depth));
            case 5:
                return new Expr(Ty.Bool, "!({0})", Value(Ty.Bool, scope, depth));
            case 6:
                return new Expr(Ty.Bool, Happens(50) ? "({0} && {1})" : "({0} || {1})", Value(Ty.Bool, scope, depth), Value(Ty.Bool, scope, depth));
            default:
                return new Expr(
                    Ty.Bool, "({0} == {1} || {2} && {3} < {4} + 1)", Value(Ty.Text, scope, 0), Value(Ty.Text, scope, 0), Value(Ty.Bool, scope, depth),
                    Value(Ty.I64, scope, depth), Value(Ty.I64, scope, depth));
        }
    }

    private Expr Arithmetic(Scope scope, int depth) => _random.Next(9) switch
    {
        < 2 => new Expr(Ty.I64, "({0} + {1})", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, depth)),
        2 => new Expr(Ty.I64, "({0} - {1})", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, depth)),
        3 => new Expr(Ty.I64, "({0} * {1})", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, depth)),
        4 => new Expr(Ty.I64, Happens(50) ? "({0} / {1})" : "({0} % {1})", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, 0)),
        5 => new Expr(Ty.I64, "({0} ** {1})", Value(Ty.I64, scope, depth), Value(Ty.U32, scope, 0)),
        6 => new Expr(Ty.I64, "({0} * {1})", Value(Ty.F64, scope, depth), Value(Ty.F64, scope, 0)),
        7 => new Expr(Ty.I64, "({0} + 1 + {1} - 2)", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, 0)),
        _ => new Expr(Ty.I64, "({0} - {1} * {2} + 3)", Value(Ty.I64, scope, depth), Value(Ty.I64, scope, 0), Value(Ty.I64, scope, 0)),
    };

    /// <summary>A value that is written out.</summary>
    private Expr Literal(Ty type, Scope scope, int depth)
    {
        switch (type)
        {
            case CollectionTy { IsOption: true } option:
                return new Expr(type, Happens(15) ? "?[{0}, {1}]" : "?[{0}]", Value(option.Element, scope, depth - 1), Value(option.Element, scope, 0));
            case CollectionTy list:
                int length = 1 + _random.Next(3);
                return new Expr(type, $"[{string.Join(", ", Enumerable.Range(0, length).Select(static index => $"{{{index}}}"))}]",
                    [.. Enumerable.Range(0, length).Select(_ => Value(list.Element, scope, depth - 1))]);
            case NamedTy data:
                List<Expr> known = [.. Paths(scope).Where(each => each.Type.Equals(type))];
                return known.Count > 0 && Happens(40) ? Copy(data, Pick(known), scope)
                    : new Expr(type, $"{data.Name}({string.Join(", ", data.Fields.Select(static (field, index) => $"{field.Name} = {{{index}}}"))})",
                        [.. data.Fields.Select(field => Value(field.Type, scope, depth - 1))]);
            default:
                return new Expr(type, $"{type}" switch
                {
                    "bool" => Happens(50) ? "true" : "false",
                    "u32" => $"{_random.Next(4)}",
                    "i64" => $"{_random.Next(5) - 1}",
                    "f64" => Happens(50) ? "1.5" : "0.25",
                    _ => $"\"w{_random.Next(4)}\"",
                });
        }
    }

    // the original does not rename what stands in the parentheses, so nothing is named there
    private Expr Copy(NamedTy data, Expr from, Scope scope)
    {
        (string name, Ty type) = Pick(data.Fields);
        return type is ScalarTy ? new Expr(data, $"{{0}}.copy({name} = {{1}})", from, Literal(type, scope, 0)) : from;
    }
}
