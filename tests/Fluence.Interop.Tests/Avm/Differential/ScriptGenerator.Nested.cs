namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Comparisons, scopes and folds.</summary>
internal sealed partial class ScriptGenerator
{
    private void Compare()
    {
        string left = _operands.Value();
        string right = _random.Next(3) == 0 ? left : _operands.Value();
        Action compare = () => Around($"{(_random.Next(2) == 0 ? "match" : "mismatch")} {left} {right}", Any);
        if (_random.Next(4) == 0)
        {
            compare();
        }
        else
        {
            Two("xor", compare, Any);
        }
    }

    private void New()
    {
        string variable;
        switch (_random.Next(10))
        {
            case < 4:
                variable = _names.StreamTarget();
                break;
            case < 6:
                variable = _names.MapTarget();
                break;
            case 6 when _names.Canons.Count > 0:
                variable = _names.Pick(_names.Canons);
                break;
            case 7 when _names.CanonMaps.Count > 0:
                variable = _names.Pick(_names.CanonMaps);
                break;
            default:
                variable = _random.Next(2) == 0 && _names.Scalars.Count > 0 ? _names.Pick(_names.Scalars).Text : _names.ScalarTarget();
                _names.Set(variable, Shape.Any);
                break;
        }

        Around($"new {variable}", () => Sequence(1 + _random.Next(3)));
    }

    private void FoldScalar()
    {
        (string iterable, Shape element) = _operands.Iterable();
        Fold(iterable, element, grows: false);
    }

    private void FoldStream()
    {
        if (_names.Streams.Count == 0)
        {
            Ap();
            return;
        }

        Fold(_names.Pick(_names.Streams), _random.Next(4) == 0 ? Shape.Peer : Shape.Any, grows: true);
    }

    private void FoldMap()
    {
        if (_names.Maps.Count == 0)
        {
            ApMap();
            return;
        }

        Fold(_names.Pick(_names.Maps), Shape.Pair, grows: true);
    }

    private void Fold(string iterable, Shape element, bool grows)
    {
        string iterator = _names.Iterator();
        Open($"fold {iterable} {iterator}");
        _folds++;
        _names.Iterators.Add(new Name(iterator, element));
        _names.Folded.Add(iterable);
        Body(iterator, grows);
        _names.Folded.RemoveAt(_names.Folded.Count - 1);
        _names.Iterators.RemoveAt(_names.Iterators.Count - 1);
        _folds--;
        if (_random.Next(grows ? 3 : 4) == 0)
        {
            Leaf();
        }

        Close();
    }

    /// <summary>The body of a fold, with the <c>next</c> somewhere in it, or rarely without.</summary>
    private void Body(string iterator, bool grows)
    {
        Action next = () => Write($"(next {iterator})");
        Action deeper = () => Body(iterator, grows);
        switch (_random.Next(60))
        {
            case < 26:
                Two("seq", Any, next);
                break;
            case < 42:
                Two("par", Any, next);
                break;
            case < 44:
                Two("xor", Any, next);
                break;
            case < 46 when !grows || _random.Next(12) == 0:
                Two("xor", next, Leaf);
                break;
            case < 50 when _left > 0:
                Two("seq", Any, deeper);
                break;
            case < 52 when _left > 0:
                Around($"new {_names.StreamTarget()}", deeper);
                break;
            case < 53:
                Two("xor", () => Around($"match {_operands.Value()} {iterator}", next), Leaf);
                break;
            case < 55 when !grows || _random.Next(12) == 0:
                Two("par", next, Any);
                break;
            case < 57 when !grows:
                Two("seq", next, Any);
                break;
            case < 58:
                Any();
                break;
            default:
                next();
                break;
        }
    }

    /// <summary>A stream that grows while it is folded, until a value stops it; once in a while nothing stops it.</summary>
    private void Recursion()
    {
        string stream = _names.StreamTarget();
        string iterator = _names.Iterator();
        bool endless = _folds == 0 && _random.Next(60) == 0;
        _folds++;
        _names.Folded.Add(stream);
        Two("seq", () => Write($"(ap 1 {stream})"), () =>
        {
            Open($"fold {stream} {iterator}");
            Two("seq", () =>
            {
                if (endless)
                {
                    Write($"(ap {iterator} {stream})");
                    return;
                }

                Two("xor", () => Around($"match {iterator} 1", () => Write($"(ap 2 {stream})")), () => Two(
                    "xor", () => Around($"match {iterator} 2", () => Two("seq", Leaf, () => Write($"(ap 3 {stream})"))), Leaf));
            }, () => Write($"(next {iterator})"));
            if (_random.Next(2) == 0)
            {
                Write(_random.Next(2) == 0 ? "(null)" : "(never)");
            }

            Close();
        });
        _names.Folded.RemoveAt(_names.Folded.Count - 1);
        _folds--;
    }

    /// <summary>Calls on several peers whose results are waited for by the length of a canonical stream, as Aqua does it.</summary>
    private void Collect()
    {
        string stream = _names.StreamTarget();
        string test = _names.StreamTarget();
        string canon = _names.CanonTarget();
        string iterator = _names.Iterator();
        string peer = _operands.LiteralPeer();
        int count = 1 + _random.Next(3);
        Two("seq", () => Many("par", count + 1, () => Write(
            $"(call {_operands.LiteralPeer()} (\"me\" \"0\") [] {stream})")), () => Around($"new {test}", () =>
        {
            Open($"fold {stream} {iterator}");
            Two("seq", () => Two("seq", () => Write($"(ap {iterator} {test})"), () => Write($"(canon {peer} {test} {canon})")), () => Two(
                "xor", () => Around($"match {canon}.length {count}", () => Write("(null)")), () => Write($"(next {iterator})")));
            Write("(never)");
            Close();
        }));
        _names.Canons.Add(canon);
    }

    private void Many(string keyword, int count, Action one)
    {
        if (count == 1)
        {
            one();
        }
        else
        {
            Two(keyword, one, () => Many(keyword, count - 1, one));
        }
    }

    private void Around(string head, Action body)
    {
        Open(head);
        body();
        Close();
    }
}
