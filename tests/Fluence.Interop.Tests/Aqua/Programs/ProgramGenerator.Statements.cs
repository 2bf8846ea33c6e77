namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Statements without a body.</summary>
internal sealed partial class ProgramGenerator
{
    private List<Statement> Some(int count, Scope scope)
    {
        List<Statement> row = [];
        for (int i = 0; i < count && (i == 0 || _budget > 0); i++)
        {
            row.AddRange(Next(scope));
        }

        return row;
    }

    /// <summary>One statement, or several that belong together.</summary>
    private List<Statement> Next(Scope scope)
    {
        _budget--;
        if (scope.Depth < MostDepth && Happens(45) && scope.Closures < 2)
        {
            return Block(scope);
        }

        List<(int, Func<List<Statement>>)> ways =
        [
            (10, () => [ServiceCall(scope)]),
            (4, () => [Assignment(scope)]),
            (3, () => [Declaration(scope)]),
            (scope.Depth < 3 ? 3 : 0, () => [Closure(Pick(_arrows), scope, out _)]),
        ];
        List<(string Name, Ty Type)> streams = [.. scope.Variables.Where(each => scope.Pushable.Contains(each.Name))];
        if (streams.Count > 0)
        {
            ways.Add((8, () => [Push(Pick(streams), scope)]));
            ways.Add((1, () => [Join(Pick(streams).Name, scope)]));
        }

        List<(string Name, Ty Type)> arrows = [.. Callable(scope)];
        if (arrows.Count > 0)
        {
            ways.Add((7, () => [ArrowCall(Pick(arrows), scope)]));
        }

        if (_functions.Count > 0)
        {
            ways.Add((9, () => FunctionCall(Pick(_functions), scope)));
        }

        if (_abilities.Count > 0)
        {
            ways.Add((3, () => Ability(Pick(_abilities), scope, out _)));
        }

        if (_services.Any(static service => service.Id is null))
        {
            ways.Add((2, () => [ServiceId(scope)]));
        }

        return Choose(ways);
    }

    private Statement ServiceCall(Scope scope)
    {
        List<(string Name, ArrowTy Type)> methods = [.. Methods(scope)];
        (string name, ArrowTy type) = Pick(methods);
        return Bound(name, type, [], scope);
    }

    /// <summary>Closures, parameters and members of abilities that can be called.</summary>
    private IEnumerable<(string Name, Ty Type)> Callable(Scope scope)
    {
        Queue<(string Name, Ty Type)> open = new(scope.Variables);
        while (open.TryDequeue(out (string Name, Ty Type) each))
        {
            if (each.Type is ArrowTy)
            {
                yield return each;
            }

            foreach ((string name, Ty type) in each.Type is NamedTy { IsAbility: true } ability ? ability.Fields : [])
            {
                open.Enqueue(($"{each.Name}.{name}", type));
            }
        }
    }

    private Statement ArrowCall((string Name, Ty Type) arrow, Scope scope) => Bound(arrow.Name, (ArrowTy)arrow.Type, [], scope);

    private List<Statement> FunctionCall(FunctionTy function, Scope scope)
    {
        List<Statement> before = [];
        List<string> braces = [];
        foreach (NamedTy ability in function.Abilities)
        {
            braces.Add(Existing(ability, before, scope).Format);
        }

        foreach (ServiceTy service in function.Services)
        {
            if (!scope.Services.Contains(service))
            {
                before.Add(Statement.Line($"{service.Name} {{0}}", Value(Ty.Text, scope, 0)));
                scope.Services.Add(service);
            }

            braces.Add(service.Name);
        }

        List<Expr> arguments = [.. function.Type.Takes.Select(type => type.IsData ? Value(type, scope, 1) : Existing(type, before, scope))];
        string name = braces.Count > 0 ? $"{function.Name}{{{{{string.Join(", ", braces)}}}}}" : function.Name;
        before.Add(Bound(name, function.Type, arguments, scope));
        return before;
    }

    /// <summary>A call whose results get names, or are pushed, or are left alone.</summary>
    private Statement Bound(string name, ArrowTy type, List<Expr> arguments, Scope scope)
    {
        List<Expr> values = arguments.Count > 0 || type.Takes.IsEmpty ? arguments
            : [.. type.Takes.Select(take => take.IsData ? Value(take, scope, 1) : Existing(take, [], scope))];
        string call = $"{name}({string.Join(", ", values.Select(static (_, index) => $"{{{index}}}"))})";
        if (type.Gives.IsEmpty || Happens(6))
        {
            return Statement.Line(call, [.. values]);
        }

        List<string> names = [];
        foreach (Ty result in Happens(10) ? type.Gives.Take(1) : type.Gives)
        {
            List<string> streams = [.. scope.Variables.Where(each => IsStreamOf(each.Type, result) && scope.Pushable.Contains(each.Name))
                .Select(static each => each.Name).Except(names)];
            names.Add(streams.Count > 0 && Happens(35) ? Pick(streams) : scope.Fresh(result is CollectionTy { IsStream: true } ? "s" : "v"));
        }

        foreach ((string each, Ty result) in names.Zip(type.Gives))
        {
            if (scope.Variables.TrueForAll(known => known.Name != each))
            {
                scope.Add(each, result);
            }
        }

        return Statement.Line($"{string.Join(", ", names)} <- {call}", [.. values]);
    }

    private Statement Assignment(Scope scope)
    {
        if (Happens(10))
        {
            Expr first = Value(Ty.Text, scope, 1);
            return Statement.Line($"{scope.Define(Ty.Stream(Ty.Text), "s")} = *[{{0}}, {{1}}]", first, Value(Ty.Text, scope, 0));
        }

        Ty type = DataType(2);
        Expr value = Value(type, scope, 2 + _random.Next(2));
        return Statement.Line($"{scope.Define(type)} = {{0}}", value);
    }

    private Statement Declaration(Scope scope)
    {
        Ty type = Ty.Stream(Happens(60) ? Ty.Text : DataType(1));
        return Statement.Line($"{scope.Define(type, "s")}: {type}");
    }

    private Statement Push((string Name, Ty Type) stream, Scope scope) =>
        Statement.Line($"{stream.Name} <<- {{0}}", Value(((CollectionTy)stream.Type).Element, scope, 2));

    private Statement Join(string stream, Scope scope)
    {
        List<string> others = [.. scope.Variables.Where(static each => each.Type is ScalarTy).Select(static each => each.Name)];
        return others.Count > 0 && Happens(40) ? Statement.Line($"join {stream}[0], {Pick(others)}")
            : Happens(70) ? Statement.Line($"join {stream}[{_random.Next(2)}]")
            : Statement.Line($"join {stream}[{{0}}]", Value(Ty.U32, scope, 1));
    }

    private Statement ServiceId(Scope scope)
    {
        ServiceTy service = Pick(_services.Where(static each => each.Id is null).ToList());
        scope.Services.Remove(service);
        scope.Services.Add(service);
        return Statement.Line($"{service.Name} {{0}}", Value(Ty.Text, scope, 0));
    }
}
