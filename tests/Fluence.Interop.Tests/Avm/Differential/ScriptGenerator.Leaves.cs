namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Instructions without others inside.</summary>
internal sealed partial class ScriptGenerator
{
    private void Call()
    {
        (string service, Shape result) = _random.Next(100) switch
        {
            < 10 => ("me", Shape.Text),
            < 18 => ("peer", Shape.Peer),
            < 26 => ("peers", Shape.Array),
            < 38 => ("list", Shape.Array),
            < 48 => ("object", Shape.Object),
            < 60 => ("value", Shape.Any),
            < 66 => ("number", Shape.Number),
            < 76 => ("echo", Shape.Any),
            < 84 => ("args", Shape.Array),
            < 90 => ("origins", Shape.Array),
            < 97 => ("fail", Shape.Any),
            _ => ("broken", Shape.Any),
        };
        string peer = _operands.Peer();
        string serviceId = _operands.ComputedName() ?? $"\"{service}\"";
        string function = _operands.ComputedName() ?? $"\"{_random.Next(ServiceTexts.Most)}\"";
        string arguments = string.Join(' ', Enumerable.Range(0, _random.Next(4)).Select(_ => _operands.Value()));
        string call = $"(call {peer} ({serviceId} {function}) [{arguments}]";
        switch (_random.Next(10))
        {
            case < 2:
                Write($"{call})");
                break;
            case < 5:
                Write($"{call} {_names.StreamTarget()})");
                break;
            default:
                string target = _names.ScalarTarget();
                Write($"{call} {target})");
                _names.Set(target, result);
                break;
        }
    }

    private void Ap()
    {
        string value = _operands.ApValue();
        if (_random.Next(3) == 0)
        {
            string target = _names.ScalarTarget();
            Write($"(ap {value} {target})");
            _names.Set(target, ShapeOf(value));
        }
        else
        {
            Write($"(ap {value} {_names.StreamTarget()})");
        }
    }

    private void ApMap()
    {
        string key = _operands.Key();
        string value = _operands.ApValue();
        Write($"(ap ({key} {value}) {_names.MapTarget()})");
    }

    private void CanonStream()
    {
        string peer = _operands.Peer();
        string stream = _names.Pick(_names.Streams);
        string target = _names.CanonTarget();
        Write($"(canon {peer} {stream} {target})");
        _names.Canons.Add(target);
    }

    private void CanonMap()
    {
        string peer = _operands.Peer();
        string map = _names.Pick(_names.Maps);
        if (_random.Next(3) == 0)
        {
            string scalar = _names.ScalarTarget();
            Write($"(canon {peer} {map} {scalar})");
            _names.Set(scalar, Shape.Object);
        }
        else
        {
            string target = _names.CanonMapTarget();
            Write($"(canon {peer} {map} {target})");
            _names.CanonMaps.Add(target);
        }
    }

    private static Shape ShapeOf(string value) => value switch
    {
        "%init_peer_id%" => Shape.Peer,
        "%ttl%" or "%timestamp%" => Shape.Number,
        "[]" => Shape.Array,
        ":error:" or "%last_error%" => Shape.Object,
        ['"', ..] => Shape.Text,
        [>= '0' and <= '9', ..] => Shape.Number,
        ['#', '%', ..] or ['#', ..] => Shape.Array,
        _ => Shape.Any,
    };
}
