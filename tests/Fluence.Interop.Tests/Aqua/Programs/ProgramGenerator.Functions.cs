using System.Collections.Immutable;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Functions and closures.</summary>
internal sealed partial class ProgramGenerator
{
    // in functions that become part of others the original does not rename the streams that closures push to
    private bool _isHelper;

    /// <summary>A function that is called by those after it.</summary>
    private void Helper(int index)
    {
        _isHelper = true;
        _budget = 2 + _random.Next(5);
        Scope scope = Scope.OfFunction(_names, _services.Where(static service => service.Id is not null));
        ImmutableArray<NamedTy> abilities = _abilities.Count > 0 && Happens(35) ? [Pick(_abilities)] : [];
        ImmutableArray<ServiceTy> services = Happens(12) ? [_services[^1]] : [];
        foreach (NamedTy ability in abilities)
        {
            scope.Variables.Add((ability.Name, ability));
        }

        scope.Services.RemoveAll(services.Contains);
        scope.Services.AddRange(services);
        ImmutableArray<Ty> takes = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => ParameterType(isExported: false))];
        ImmutableArray<Ty> gives = _random.Next(12) switch
        {
            0 => [],
            1 or 2 => [Pick(_arrows)],
            3 when _abilities.Count > 0 => [Pick(_abilities)],
            4 => [Ty.Stream(Ty.Text)],
            5 or 6 => Types(2),
            _ => Types(1),
        };
        FunctionTy function = new($"help{index}", abilities, services, new ArrowTy(takes, gives));
        string braces = string.Join(", ", abilities.Select(static each => each.Name).Concat(services.Select(static each => each.Name)));
        _items.Add(Function(function, braces.Length > 0 ? $"{{{{{braces}}}}}" : "", scope));
        _functions.Add(function);
    }

    /// <summary>A function that is compiled; its name.</summary>
    private string Main(int index)
    {
        _isHelper = false;
        _budget = 6 + _random.Next(14);
        Scope scope = Scope.OfFunction(_names, _services.Where(static service => service.Id is not null));
        ImmutableArray<Ty> takes =
            [Ty.Text, Ty.Array(Ty.Text), .. Enumerable.Range(0, _random.Next(5)).Select(_ => ParameterType(isExported: true))];
        _items.Add(Function(new FunctionTy($"main{index}", [], [], new ArrowTy(takes, Types(1 + _random.Next(3)))), "", scope));
        return $"main{index}";
    }

    private Ty ParameterType(bool isExported) => _random.Next(isExported ? 8 : 12) switch
    {
        < 2 => Ty.Text,
        < 6 => DataType(2),
        < 8 when !isExported || _arrows.Exists(static arrow => arrow.Gives.Length < 2) =>
            Pick(_arrows.Where(arrow => !isExported || arrow.Gives.Length < 2).ToList()),
        < 10 => Ty.Stream(Happens(60) ? Ty.Text : DataType(0)),
        10 when _abilities.Count > 0 => Pick(_abilities),
        _ => Ty.Array(Ty.Text),
    };

    private Statement Function(FunctionTy function, string braces, Scope scope) =>
        Statement.Block($"func {function.Name}{braces}{Parameters(function.Type, scope)}:", Body(function.Type, scope));

    /// <summary>The parameters, which the scope then knows, and the results.</summary>
    private static string Parameters(ArrowTy type, Scope scope)
    {
        string signature = type.Signature(index =>
        {
            string name = scope.Define(type.Takes[index], "p");
            scope.Parameters.Add(name);
            return name;
        });
        return signature;
    }

    /// <summary>Statements, and the results that are promised.</summary>
    private List<Statement> Body(ArrowTy type, Scope scope)
    {
        List<Statement> body = Some(1 + _random.Next(4), scope);
        while (_budget > 0 && scope.Depth == 0)
        {
            body.AddRange(Next(scope));
        }

        List<Expr> results = [];
        foreach (Ty result in type.Gives)
        {
            results.Add(Result(result, body, scope));
        }

        if (results.Count > 0)
        {
            body.Add(Statement.Line("<- " + string.Join(", ", results.Select(static (_, index) => $"{{{index}}}")), [.. results]));
        }

        return body;
    }

    /// <summary>A value to give back; where there is none yet it is made.</summary>
    private Expr Result(Ty type, List<Statement> body, Scope scope) => type.IsData ? Returned(type, scope) : Existing(type, body, scope);

    // the original writes a stream that is passed as an array and given back at once without its sigil, so no such parameter is
    private Expr Returned(Ty type, Scope scope)
    {
        Expr value = Value(type, scope, 2);
        return type is CollectionTy && scope.Parameters.Contains(value.Format) ? Literal(type, scope, 1) : value;
    }

    /// <summary>A stream, closure or ability by its name.</summary>
    private Expr Existing(Ty type, List<Statement> body, Scope scope)
    {
        List<string> known = [.. scope.Variables.Where(each => each.Type.Equals(type)).Select(static each => each.Name)];
        if (known.Count > 0 && Happens(75))
        {
            return new Expr(type, Pick(known));
        }

        switch (type)
        {
            case ArrowTy arrow:
                body.Add(Closure(arrow, scope, out string closure));
                return new Expr(type, closure);
            case NamedTy ability:
                body.AddRange(Ability(ability, scope, out string name));
                return new Expr(type, name);
            default:
                string stream = scope.Define(type, "s");
                body.Add(Statement.Line($"{stream}: {type}"));
                body.Add(Statement.Line($"{stream} <<- {{0}}", Value(((CollectionTy)type).Element, scope, 1)));
                return new Expr(type, stream);
        }
    }

    private Statement Closure(ArrowTy type, Scope scope, out string name)
    {
        name = scope.Fresh("c");
        Scope inner = scope.Closure(canPush: !_isHelper && scope.Closures == 0);
        string head = $"{name} = {(Happens(25) ? "func " : "")}{Parameters(type, inner)}:";
        List<Statement> body = Body(type, inner);
        scope.Add(name, type);
        return Statement.Block(head, body);
    }

    private List<Statement> Ability(NamedTy ability, Scope scope, out string name)
    {
        List<Statement> before = [];
        List<Expr> values = [];
        foreach ((string _, Ty type) in ability.Fields)
        {
            // no calls: the original renames what stands in them twice
            values.Add(type.IsData ? Value(type, scope, 0) : Existing(type, before, scope));
        }

        name = scope.Fresh("ab");
        string fields = string.Join(", ", ability.Fields.Select(static (field, index) => $"{field.Name} = {{{index}}}"));
        before.Add(Statement.Line($"{name} = {ability.Name}({fields})", [.. values]));
        scope.Variables.Add((name, ability));
        return before;
    }
}
