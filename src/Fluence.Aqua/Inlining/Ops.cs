using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Putting instructions together.</summary>
internal static class Ops
{
    internal static VariableValue LastError { get; } = new(":error:", Raw.RawVariable.ErrorType);

    internal static VariableValue LastErrorCode { get; } = LastError.With(ValueAccess.Field("error_code", ScalarType.I64));

    internal static VariableValue LastErrorMessage { get; } = LastError.With(ValueAccess.Field("message", ScalarType.String));

    /// <summary>Instructions one after the other, without empty ones; a single one stays itself.</summary>
    internal static Op Sequence(params IEnumerable<Op> children)
    {
        ImmutableArray<Op> all = [.. children.Where(child => child is not EmptyOp)];
        return all.Length switch
        {
            0 => EmptyOp.Instance,
            1 => all[0],
            _ => new SequenceOp { Children = all },
        };
    }

    internal static Op Par(params ImmutableArray<Op> children) => new ParOp { Children = children };

    /// <summary>The first that does not fail; nothing where the first is nothing.</summary>
    internal static Op Xor(params ImmutableArray<Op> children) =>
        children.IsEmpty || children[0] is EmptyOp ? EmptyOp.Instance : new XorOp { Children = children };

    internal static Op Match(Value left, Value right, bool isMatch, params ImmutableArray<Op> children) =>
        new MatchOp(left, right, isMatch) { Children = children };

    internal static Op Restrict(string name, AquaType type, params ImmutableArray<Op> children) =>
        new RestrictionOp(name, type) { Children = children };

    /// <summary>What is done before a value is there: nothing, an instruction, or several side by side.</summary>
    internal static Op? Before(IEnumerable<Op> ops)
    {
        ImmutableArray<Op> all = [.. ops];
        return all.Length switch
        {
            0 => null,
            1 => all[0],
            _ => Par(all),
        };
    }
}
