using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>What names with dots mean in a module: its functions, constants and services, and those of modules within it.</summary>
internal sealed class ModuleScope
{
    private readonly ConditionalWeakTable<RawModule, ModuleScope> _others;
    private readonly RawModule _module;
    private readonly Dictionary<string, InlineFunction?> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value?> _values = new(StringComparer.Ordinal);

    internal ModuleScope(RawModule module)
        : this(module, [])
    {
    }

    private ModuleScope(RawModule module, ConditionalWeakTable<RawModule, ModuleScope> others)
    {
        _module = module;
        _others = others;
    }

    /// <summary>The function of a name; null where there is none.</summary>
    internal InlineFunction? Function(string name)
    {
        if (!_functions.TryGetValue(name, out InlineFunction? function))
        {
            _functions[name] = function = Find(name) switch
            {
                (RawModule scope, RawFunctionPart part) => Of(scope).Bind(part),
                _ => Method(name),
            };
        }

        return function;
    }

    /// <summary>The constant of a name, or a service with an id, or a method of one; null where there is none.</summary>
    internal Value? Value(string name)
    {
        if (!_values.TryGetValue(name, out Value? value))
        {
            _values[name] = value = Find(name) switch
            {
                (RawModule scope, RawConstant constant) => Of(scope).Constant(constant.Value),
                (_, RawService { DefaultId: not null } service) => new VariableValue(name, service.Type),
                _ => Method(name) is { } method ? new VariableValue(name, method.Type) : null,
            };
        }

        return value;
    }

    /// <summary>The service of a name; null where there is none.</summary>
    internal RawService? Service(string name) => Find(name) is (_, RawService service) ? service : null;

    /// <summary>A service's id as it is in the source, without quotes; null where it has none.</summary>
    internal string? DefaultIdOf(string service) =>
        Find(service) is (RawModule scope, RawService { DefaultId: { } id }) && Of(scope).Constant(id) is LiteralValue literal
            ? literal.Text.Trim('"') : null;

    private ModuleScope Of(RawModule scope) => ReferenceEquals(scope, _module) ? this
        : _others.GetValue(scope, module => new ModuleScope(module, _others));

    /// <summary>A definition by its path, with the scope that it sees; the last of several.</summary>
    private (RawModule Scope, RawPart Part)? Find(string path)
    {
        int dot = path.LastIndexOf('.');
        RawModule? module = dot < 0 ? _module : Within(path[..dot]);
        string name = path[(dot + 1)..];
        (RawModule, RawPart)? @default = null;
        foreach ((RawModule Scope, RawPart Part) found in module?.Parts.Named(name) ?? [])
        {
            if (found.Part is not RawType)
            {
                // a default is taken only where there is nothing else
                if (found.Part is not RawConstant { IsDefault: true })
                {
                    return found;
                }

                @default = found;
            }
        }

        return @default;
    }

    private RawModule? Within(string path)
    {
        RawModule? module = _module;
        foreach (string name in path.Split('.'))
        {
            if (!module.Modules.TryGetValue(name, out module))
            {
                return null;
            }
        }

        return module;
    }

    private InlineFunction? Method(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && Find(name[..dot]) is (RawModule scope, RawService { DefaultId: { } id } service)
            && service.Type.Fields.TryGetValue(name[(dot + 1)..], out AquaType? type) && type is ArrowType arrow
            ? InlineFunction.OfMethod(name, name[(dot + 1)..], arrow, Of(scope).Constant(id)) : null;
    }

    private Value Constant(RawValue value) => value switch
    {
        RawLiteral literal => new LiteralValue(literal.Text, literal.Type),
        RawVariable variable => Value(variable.Name) ?? new VariableValue(variable.Name, variable.Type),
        _ => throw new LoweringException($"a constant of an unknown kind: {value.GetType().Name}"),
    };

    private InlineFunction Bind(RawFunctionPart part)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        ImmutableDictionary<string, InlineFunction>.Builder functions =
            ImmutableDictionary.CreateBuilder<string, InlineFunction>(StringComparer.Ordinal);
        ImmutableDictionary<string, Value>.Builder values = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (string name in BodyNames.FreeOf(part.Function))
        {
            Capture(name, functions, values);
        }

        return new InlineFunction
        {
            Name = part.Name, Type = part.Function.Type, Body = part.Function.Body, Results = part.Function.Results,
            Functions = functions.ToImmutable(), Values = values.ToImmutable(),
        };
    }

    private void Capture(
        string name, ImmutableDictionary<string, InlineFunction>.Builder functions, ImmutableDictionary<string, Value>.Builder values)
    {
        if (Function(name) is { } function)
        {
            functions[name] = function;
        }

        if (Value(name) is not { } value)
        {
            return;
        }

        values[name] = value;
        if (value.Type is NamedType { IsAbility: true } type)
        {
            foreach ((string field, _) in type.AllFields())
            {
                Capture($"{name}.{field}", functions, values);
            }
        }
    }
}
