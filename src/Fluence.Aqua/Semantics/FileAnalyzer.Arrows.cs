using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Functions and closures: their parameters, bodies and results.</summary>
internal sealed partial class FileAnalyzer
{
    private readonly Stack<Returns> _returns = new();

    private RawFunction? Arrow(string name, ArrowTypeSyntax syntax, ImmutableArray<StatementSyntax> body)
    {
        ArrowType? type = ArrowOf(syntax);
        OpenScope();
        Parameters(syntax, type);
        Returns returns = new(type);
        _returns.Push(returns);
        RawTag? steps = Body(body);
        _returns.Pop();
        CloseScope();
        if (type is not null && type.Codomain.Length > 0 && !returns.IsGiven)
        {
            _sink.Error(
                syntax.Results[0].Span, "nothing-returned", "the function has a result, but returns none",
                "end the body with `<- value`");
        }

        return type is null || steps is null || (type.Codomain.Length > 0 && returns.Values is null)
            ? null
            : WithResults(name, type, steps, returns.Values ?? []);
    }

    private void Parameters(ArrowTypeSyntax syntax, ArrowType? type)
    {
        IEnumerable<NameSyntax> names = syntax.Abilities.Select(ability => ability.Name)
            .Concat(syntax.Parameters.Select(parameter => parameter.Name).OfType<NameSyntax>());
        int index = 0;
        foreach (NameSyntax name in names)
        {
            if (type is not null)
            {
                Define(name, type.Domain.Items[index++].Type, isParameter: true);
            }
            else
            {
                DefineBroken(name, isParameter: true);
            }
        }
    }

    /// <summary>
    /// Streams that are given as arrays are made canonical at the end of the body, and values that take steps get a name there.
    /// </summary>
    private RawFunction WithResults(string name, ArrowType type, RawTag steps, ImmutableArray<RawValue> values)
    {
        List<RawTag> all = [steps];
        ImmutableArray<RawValue>.Builder results = ImmutableArray.CreateBuilder<RawValue>(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            results.Add(Result(values[i], type.Codomain.Items[i].Type, all));
        }

        return new RawFunction(name, type, results.ToImmutable(), Tags.Sequence(all));
    }

    private RawValue Result(RawValue value, AquaType expected, List<RawTag> steps)
    {
        if (value is RawVariable { Type: CollectionType { Form: CollectionForm.Stream } stream } variable)
        {
            if (expected is CollectionType { Form: CollectionForm.Stream })
            {
                return value;
            }

            string canon = _fresh.Take($"-{variable.Name}-fix"), flat = _fresh.Take($"-{variable.Name}-flat");
            RawExport export = new(canon, stream.ToCanon());
            steps.Add(new CanonicalizeTag(variable, export));
            steps.Add(new FlattenTag(new RawVariable(canon, export.Type), flat));
            return new RawVariable(flat, CollectionType.Array(stream.Element));
        }

        if (value is RawVariable or RawLiteral or RawRecord or RawServiceCall)
        {
            return value;
        }

        string result = _fresh.Take("-return-fix");
        steps.Add(new AssignmentTag(value, result));
        return new RawVariable(result, value.Type);
    }

    private RawTag? Return(ReturnSyntax syntax)
    {
        Returns returns = _returns.Peek();
        bool isFirst = !returns.IsGiven;
        returns.IsGiven = true;
        RawValue?[] values = [.. syntax.Values.Select(Value)];
        if (returns.Type is not { } type || values.Any(value => value is null))
        {
            return null;
        }

        int expected = type.Codomain.Length;
        (TextSpan span, string? message) = !isFirst ? (syntax.Span, "a function has one return, at its end")
            : expected == 0 ? (syntax.Span, "the function has no result; add `-> type` to it, or leave the return away")
            : values.Length < expected ? (syntax.Values[^1].Span, $"{expected - values.Length} more values are to be returned")
            : values.Length > expected ? (syntax.Values[expected].Span, $"too many values: the function gives {type.Codomain}")
            : (default, null);
        if (message is not null)
        {
            return Error<RawTag>(span, "wrong-return", message);
        }

        for (int i = 0; i < expected; i++)
        {
            if (!type.Codomain.Items[i].Type.Accepts(values[i]!.Type))
            {
                return Error<RawTag>(
                    syntax.Values[i].Span, "type-mismatch",
                    $"the result is of another type: expected {type.Codomain.Items[i].Type}, found {values[i]!.Type}");
            }
        }

        returns.Values = [.. values!];
        return new ReturnTag(returns.Values.Value);
    }

    private sealed class Returns(ArrowType? type)
    {
        internal ArrowType? Type { get; } = type;

        internal bool IsGiven { get; set; }

        internal ImmutableArray<RawValue>? Values { get; set; }
    }
}
