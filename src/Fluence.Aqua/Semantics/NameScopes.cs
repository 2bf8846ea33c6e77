using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>
/// The names that can be read at a place: constants, then the scopes from the innermost on, each with variables and arrows, then the
/// functions of the file.
/// </summary>
internal sealed class NameScopes
{
    private readonly Dictionary<string, AquaType> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArrowType> _functions = new(StringComparer.Ordinal);
    private readonly Stack<Scope> _scopes = new();

    internal IEnumerable<string> Constants => _constants.Keys;

    internal IEnumerable<string> All =>
        _scopes.SelectMany(scope => scope.Variables.Keys.Concat(scope.Arrows.Keys)).Concat(_functions.Keys).Concat(_constants.Keys);

    internal IEnumerable<string> Functions => _scopes.SelectMany(scope => scope.Arrows.Keys).Concat(_functions.Keys);

    internal bool IsConstant(string name) => _constants.ContainsKey(name);

    internal AquaType? Constant(string name) => _constants.GetValueOrDefault(name);

    /// <summary>The type of a name; null where it is not known.</summary>
    internal AquaType? Read(string name)
    {
        if (_constants.TryGetValue(name, out AquaType? type))
        {
            return type;
        }

        foreach (Scope scope in _scopes)
        {
            if (scope.Variables.TryGetValue(name, out type))
            {
                return type;
            }

            if (scope.Arrows.TryGetValue(name, out ArrowType? arrow))
            {
                return arrow;
            }
        }

        return _functions.GetValueOrDefault(name);
    }

    /// <summary>The type of a function or of a variable that holds one.</summary>
    internal ArrowType? ReadArrow(string name)
    {
        foreach (Scope scope in _scopes)
        {
            if (scope.Arrows.TryGetValue(name, out ArrowType? arrow))
            {
                return arrow;
            }
        }

        return _functions.GetValueOrDefault(name) ?? Read(name) as ArrowType;
    }

    internal void DefineConstant(string name, AquaType type) => _constants[name] = type;

    internal void DefineFunction(string name, ArrowType type) => _functions[name] = type;

    internal void DefineVariable(string name, AquaType type) => _scopes.Peek().Variables[name] = type;

    internal void DefineArrow(string name, ArrowType type) => _scopes.Peek().Arrows[name] = type;

    internal void Open() => _scopes.Push(new Scope());

    internal void Close() => _scopes.Pop();

    private sealed class Scope
    {
        internal Dictionary<string, AquaType> Variables { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, ArrowType> Arrows { get; } = new(StringComparer.Ordinal);
    }
}
