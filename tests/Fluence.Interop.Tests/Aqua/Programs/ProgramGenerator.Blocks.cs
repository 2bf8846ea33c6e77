namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Statements with a body.</summary>
internal sealed partial class ProgramGenerator
{
    private List<Statement> Block(Scope scope)
    {
        switch (_random.Next(20))
        {
            case < 5:
                return [On("", scope)];
            case < 9:
                return [For(scope)];
            case < 13:
                return If(scope);
            case < 15:
                return Try(scope);
            case < 18:
                return Par(scope);
            case 18:
                return [ParSeq(scope)];
            default:
                return [scope.Closures > 0 || Happens(50) ? On("co ", scope) : Statement.Line("co {0}", CallValue(scope))];
        }
    }

    /// <summary>A peer: mostly what may be one's id.</summary>
    private Expr Peer(Scope scope) => _random.Next(8) switch
    {
        0 => new Expr(Ty.Text, "HOST_PEER_ID"),
        1 => new Expr(Ty.Text, "INIT_PEER_ID"),
        _ when Paths(scope).Where(static each => each.Type == Ty.Text && each.Format != "WORD" && !each.Format.EndsWith(".message", StringComparison.Ordinal)).ToList() is { Count: > 0 } known => Pick(known),
        _ => new Expr(Ty.Text, "HOST_PEER_ID"),
    };

    private Statement On(string prefix, Scope scope)
    {
        string format = prefix + "on {0}";
        List<Expr> values = [Peer(scope)];
        for (int i = _random.Next(6) - 3; i > 0; i--)
        {
            Ty type = Pick<Ty>([Ty.Text, Ty.Text, Ty.Option(Ty.Text), Ty.Array(Ty.Text), Ty.Stream(Ty.Text)]);
            List<string> known = [.. scope.Variables.Where(each => each.Type.Equals(type)).Select(static each => each.Name)];
            format += $" via {{{values.Count}}}";
            values.Add(known.Count > 0 ? new Expr(type, Pick(known)) : new Expr(Ty.Text, "HOST_PEER_ID"));
        }

        return Statement.Block(format + ":", Some(1 + _random.Next(3), scope.Same()), [.. values]);
    }

    private Statement For(Scope scope)
    {
        List<Expr> lists = [.. Paths(scope).Where(static each => each.Type is CollectionTy)];
        Expr list = lists.Count > 0 && Happens(80) ? Pick(lists) : Literal(Ty.Array(Ty.Text), scope, 1);
        Scope inner = scope.Inner();
        string name = inner.Define(((CollectionTy)list.Type).Element, "i");
        string way = list.Type is CollectionTy { IsStream: true } && Happens(35) ? " rec" : Pick<string>(["", "", " par", " par", " try"]);
        return Statement.Block($"for {name} <- {{0}}{way}:", Some(1 + _random.Next(3), inner), list);
    }

    private Statement ParSeq(Scope scope)
    {
        List<Expr> lists = [.. Paths(scope).Where(static each => each.Type is CollectionTy { IsStream: false, Element: ScalarTy { Name: "string" } })];
        Expr list = lists.Count > 0 ? Pick(lists) : Literal(Ty.Array(Ty.Text), scope, 1);
        Scope inner = scope.Inner();
        string name = inner.Define(Ty.Text, "i");
        return Happens(50)
            ? Statement.Block($"parseq {name} <- {{0}} on {name}:", Some(1 + _random.Next(2), inner), list)
            : Statement.Block($"parseq {name} <- {{0}} on {name} via {{1}}:", Some(1 + _random.Next(2), inner), list, Peer(scope));
    }

    private List<Statement> If(Scope scope)
    {
        List<Statement> row = [Statement.Block("if {0}:", Some(1 + _random.Next(2), scope.Inner()), Value(Ty.Bool, scope, 2))];
        if (Happens(55))
        {
            Scope inner = scope.Inner();
            row.Add(Statement.Block("else:", Happens(25) && inner.Depth < MostDepth ? If(inner) : Some(1 + _random.Next(2), inner)));
        }

        return row;
    }

    private List<Statement> Try(Scope scope)
    {
        if (Happens(20))
        {
            return [ServiceCall(scope.Inner()), Statement.Block("otherwise:", Some(1, scope.Inner()))];
        }

        List<Statement> row = [Statement.Block("try:", Some(1 + _random.Next(3), scope.Inner()))];
        if (Happens(60))
        {
            Scope inner = scope.Inner();
            string error = inner.Fresh("e");
            inner.Variables.Add(($"{error}.message", Ty.Text));
            row.Add(Statement.Block($"catch {error}:", Some(1 + _random.Next(2), inner)));
        }

        if (Happens(row.Count > 1 ? 20 : 60))
        {
            row.Add(Statement.Block("otherwise:", Some(1 + _random.Next(2), scope.Inner())));
        }

        return row;
    }

    private List<Statement> Par(Scope scope)
    {
        List<Statement> row = [];
        for (int i = 1 + _random.Next(3); i >= 0; i--)
        {
            string prefix = row.Count > 0 ? "par " : "";
            row.Add(_random.Next(5) switch
            {
                < 3 => On(prefix, scope),
                3 => Prefixed(prefix, ServiceCall(scope)),
                _ => Prefixed(prefix, For(scope)),
            });
        }

        return row;
    }

    private static Statement Prefixed(string prefix, Statement statement) => statement with { Format = prefix + statement.Format };

    private Expr CallValue(Scope scope)
    {
        (string Name, ArrowTy Type) method = Pick(_values);
        return Call(method, Ty.Text, scope, 1);
    }
}
