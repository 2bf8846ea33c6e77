using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Lambdas;
using Fluence.AquaVM.Execution.Scopes;
using Fluence.AquaVM.Execution.Values;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution;

/// <summary>Finds the values of operands, with or without where they come from.</summary>
internal sealed class Resolver(RunParameters run, Variables variables, ErrorState errors, CompositionMeter meter)
{
    private readonly LambdaApplier _lambdas = new(variables);
    private readonly VmValue _initPeerId = VmValue.FromJson(new JsonString(run.InitPeerId));
    private readonly VmValue _timestamp = VmValue.FromJson(JsonNumber.FromUInt64(run.Timestamp));
    private readonly VmValue _ttl = VmValue.FromJson(JsonNumber.FromInt64(run.Ttl));
    private readonly Dictionary<Literal, VmValue> _literals = new(ReferenceEqualityComparer.Instance);
    private (Literal? Literal, VmValue Value) _lastLiteral;

    public LambdaApplier Lambdas => _lambdas;

    /// <summary>Bounds the values made of canonical streams and maps.</summary>
    public CompositionMeter Meter => meter;

    /// <summary>The tetraplet of values that stand in the script.</summary>
    public SecurityTetraplet LiteralTetraplet { get; } = new(run.InitPeerId, string.Empty, string.Empty, string.Empty);

    /// <summary>The value of an operand.</summary>
    public CatchableError? ResolveValue(Value operand, out JsonValue value)
    {
        switch (operand)
        {
            case Scalar { Lambda: null } scalar:
                CatchableError? error = variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate found, out _);
                value = error is null ? found.Value.Json : null!;
                return error;
            case Scalar scalar:
                value = null!;
                return variables.GetScalar(scalar.Slot, scalar.Name, out found, out _)
                    ?? _lambdas.Apply(found.Value.Json, scalar.Lambda, out value);
            default:
                error = Resolve(operand, out Resolved resolved);
                value = error is null ? resolved.Value.Json : null!;
                return error;
        }
    }

    /// <summary>The value of an operand, which is JSON for sure but may not have been parsed.</summary>
    public CatchableError? ResolveArgument(Value operand, out VmValue value)
    {
        CatchableError? error;
        switch (operand)
        {
            case Scalar { Lambda: null } scalar:
                error = variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate found, out _);
                value = error is null ? found.Value.EnsureJson() : null!;
                return error;
            case Scalar scalar:
                error = ResolveValue(scalar, out JsonValue part);
                value = error is null ? VmValue.FromJson(part) : null!;
                return error;
            default:
                error = Resolve(operand, out Resolved resolved);
                value = error is null ? resolved.Value.EnsureJson() : null!;
                return error;
        }
    }

    /// <summary>The value of an operand, its tetraplets and its provenance.</summary>
    public CatchableError? Resolve(Value operand, out Resolved resolved)
    {
        resolved = default;
        switch (operand)
        {
            case Scalar scalar:
                return ResolveScalar(scalar, out resolved);
            case CanonStream stream:
                return ResolveCanonStream(stream, out resolved);
            case CanonStreamMap map:
                return ResolveCanonMap(map, out resolved);
            case LastError error:
                return ResolveError(errors.LastError, error.Lambda, out resolved);
            case CaughtError error:
                return ResolveError(errors.CaughtError, error.Lambda, out resolved);
            default:
                resolved = new Resolved(Constant(operand), LiteralTetraplet, Provenance.Literal);
                return null;
        }
    }

    /// <summary>The value of an operand that names a peer, a service or a function.</summary>
    public CatchableError? ResolveText(Value operand, out string text)
    {
        switch (operand)
        {
            case StringLiteral literal:
                text = literal.Text;
                return null;
            case InitPeerId:
                text = run.InitPeerId;
                return null;
            default:
                CatchableError? error = ResolveValue(operand, out JsonValue value);
                text = error is null && value is JsonString found ? found.Value : null!;
                return error ?? (text is null ? CatchableError.NonStringInTriplet(((Variable)operand).Name, value) : null);
        }
    }

    private VmValue Constant(Value operand) => operand switch
    {
        InitPeerId => _initPeerId,
        Timestamp => _timestamp,
        Ttl => _ttl,
        Literal literal => ConstantOf(literal),
        _ => throw new ArgumentException($"{operand} is not a value.", nameof(operand)),
    };

    private VmValue ConstantOf(Literal literal)
    {
        // loops look at one literal again and again
        if (ReferenceEquals(literal, _lastLiteral.Literal))
        {
            return _lastLiteral.Value;
        }

        if (!_literals.TryGetValue(literal, out VmValue? value))
        {
            _literals.Add(literal, value = VmValue.FromJson(ToJson(literal)));
        }

        _lastLiteral = (literal, value);
        return value;
    }

    private static JsonValue ToJson(Literal literal) => literal switch
    {
        StringLiteral text => new JsonString(text.Text),
        IntLiteral number => JsonNumber.FromInt64(number.Value),
        FloatLiteral number => JsonNumber.FromDouble(number.Value),
        BoolLiteral boolean => JsonBool.Of(boolean.Value),
        _ => JsonArray.Empty,
    };

    private CatchableError? ResolveScalar(Scalar scalar, out Resolved resolved)
    {
        resolved = default;
        if (variables.GetScalar(scalar.Slot, scalar.Name, out Aggregate found, out _) is { } missing)
        {
            return missing;
        }

        VmValue value = found.Value;
        SecurityTetraplet tetraplet = found.Tetraplet;
        if (scalar.Lambda is { } lambda)
        {
            if (_lambdas.Apply(value.Json, lambda, out JsonValue part) is { } error)
            {
                return error;
            }

            value = VmValue.FromJson(part);
            tetraplet = TetrapletLens.Extend(tetraplet, lambda);
        }

        resolved = new Resolved(value, tetraplet, found.Provenance);
        return null;
    }

    private CatchableError? ResolveCanonStream(CanonStream variable, out Resolved resolved)
    {
        resolved = default;
        if (variables.GetCanonStream(variable, out CanonStreamValue stream) is { } missing)
        {
            return missing;
        }

        if (variable.Lambda is not { } lambda)
        {
            resolved = new Resolved(stream.Value(meter), stream.ElementTetraplets, stream.Provenance);
            return null;
        }

        if (lambda.IsLength)
        {
            // service id and lens are mixed up here: the original's mistake, which services can see
            var tetraplet = new SecurityTetraplet(run.CurrentPeerId, lambda.Text, string.Empty, string.Empty);
            resolved = new Resolved(VmValue.FromJson(JsonNumber.FromInt64(stream.Elements.Count)), tetraplet, stream.Provenance);
            return null;
        }

        JsonValue value = null!;
        CatchableError? error = _lambdas.SelectElement(stream.Elements, lambda.Path[0], out Aggregate element)
            ?? _lambdas.Walk(element.Value.Json, lambda.Path.AsSpan(1..), out value);
        if (error is null)
        {
            VmValue part = lambda.Path.Length == 1 ? element.Value : VmValue.FromJson(value);
            resolved = new Resolved(part, element.Tetraplet, element.Provenance);
        }

        return error;
    }

    private CatchableError? ResolveCanonMap(CanonStreamMap variable, out Resolved resolved)
    {
        resolved = default;
        if (variables.GetCanonMap(variable, out CanonMapValue map) is { } missing)
        {
            return missing;
        }

        if (variable.Lambda is not { } lambda)
        {
            resolved = new Resolved(map.Value(meter), map.PairTetraplets, map.Provenance);
            return null;
        }

        if (lambda.IsLength)
        {
            var tetraplet = new SecurityTetraplet(run.CurrentPeerId, string.Empty, string.Empty, "length");
            resolved = new Resolved(VmValue.FromJson(JsonNumber.FromInt64(map.Pairs.Count)), tetraplet, map.Provenance);
            return null;
        }

        return _lambdas.SelectKey(lambda.Path[0], out MapKey key) ?? ResolveMapEntry(map, key, lambda, out resolved);
    }

    private CatchableError? ResolveMapEntry(CanonMapValue map, MapKey key, Lambda lambda, out Resolved resolved)
    {
        IReadOnlyList<Aggregate>? values = map.Find(key);
        if (values is null || lambda.Path.Length == 1)
        {
            VmValue all = values is null ? VmValue.FromJson(JsonArray.Empty) : CanonStreamValue.ArrayOf(values, meter);
            resolved = new Resolved(all, map.Tetraplet with { Lens = lambda.Text }, map.Provenance);
            return null;
        }

        resolved = default;
        ReadOnlySpan<Accessor> rest = lambda.Path.AsSpan(2..);
        JsonValue value = null!;
        CatchableError? error = _lambdas.SelectElement(values, lambda.Path[1], out Aggregate element)
            ?? _lambdas.Walk(element.Value.Json, rest, out value);
        if (error is null)
        {
            resolved = rest.IsEmpty
                ? new Resolved(element.Value, element.Tetraplet, map.Provenance)
                : new Resolved(VmValue.FromJson(value), TetrapletLens.ExtendByPath(element.Tetraplet, rest), map.Provenance);
        }

        return error;
    }

    private CatchableError? ResolveError(InstructionError error, Lambda? lambda, out Resolved resolved)
    {
        VmValue value = error.Value;
        resolved = default;
        if (lambda is not null)
        {
            if (_lambdas.Apply(value.Json, lambda, out JsonValue part) is { } failure)
            {
                return failure;
            }

            value = VmValue.FromJson(part);
        }

        resolved = new Resolved(value, error.Tetraplet ?? LiteralTetraplet, error.Provenance);
        return null;
    }
}
