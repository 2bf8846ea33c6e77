using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Statements without a body.</summary>
internal sealed partial class FileAnalyzer
{
    private CallTag? CallStatement(CallStatementSyntax statement)
    {
        if (Value(statement.Value) is not { } value)
        {
            foreach (NameSyntax name in statement.Results)
            {
                DefineBroken(name);
            }

            return null;
        }

        if (ArrowOfCall(statement.Value, value) is not { } arrow || Exports(statement, arrow) is not { } exports)
        {
            return null;
        }

        CheckResults(statement, arrow, exports);
        return new CallTag(exports, value);
    }

    private ArrowType? ArrowOfCall(ValueSyntax syntax, RawValue value) => value switch
    {
        RawCall call => call.Arrow,
        RawProperty { Value.Type: CollectionType { Form: CollectionForm.StreamMap } } =>
            Error<ArrowType>(syntax.Span, "no-call", "a function of a stream map gives a value: use `=` instead of `<-`"),
        RawProperty { Access: RawMethod method } => method.Arrow,
        _ => Error<ArrowType>(syntax.Span, "no-call", "a call is expected here; a value alone does nothing"),
    };

    private ImmutableArray<RawExport>? Exports(CallStatementSyntax statement, ArrowType arrow)
    {
        if (statement.Results is [var only] && _names.Read(only.Text) is CollectionType { Form: CollectionForm.StreamMap } map)
        {
            _symbols?.UseValue(only);
            ProductType pair = ProductType.Of([ScalarType.String, map.Element]);
            return pair.Accepts(arrow.Codomain) ? [new RawExport(only.Text, map, IsExistingStream: true)]
                : Misfit(only, $"a stream map takes a key and a value: expected {pair}, found {arrow.Codomain}");
        }

        ImmutableArray<RawExport>.Builder exports = ImmutableArray.CreateBuilder<RawExport>();
        foreach ((NameSyntax name, (string?, AquaType Type) result) in statement.Results.Zip(arrow.Codomain.Items))
        {
            if (_names.Read(name.Text) is CollectionType { Form: CollectionForm.Stream } stream)
            {
                _symbols?.UseValue(name);
                if (!stream.Element.Accepts(result.Type))
                {
                    return Misfit(
                        name, $"the result is of another type than the stream's items: expected {stream.Element}, found {result.Type}");
                }

                exports.Add(new RawExport(name.Text, stream, IsExistingStream: true));
            }
            else if (Define(name, result.Type))
            {
                exports.Add(new RawExport(name.Text, result.Type));
            }
            else
            {
                return null;
            }
        }

        return exports.ToImmutable();
    }

    private ImmutableArray<RawExport>? Misfit(NameSyntax name, string message)
    {
        _sink.Error(name.Span, "type-mismatch", message);
        return null;
    }

    private void CheckResults(CallStatementSyntax statement, ArrowType arrow, ImmutableArray<RawExport> exports)
    {
        int given = arrow.Codomain.Length, used = statement.Results.Length;
        foreach (NameSyntax name in statement.Results.Skip(given))
        {
            _sink.Error(name.Span, "no-result", given == 0 ? "the call gives nothing" : $"the call gives only {given} values");
            DefineBroken(name);
        }

        bool isPairOfMap = given == 2 && exports is [{ Type: CollectionType { Form: CollectionForm.StreamMap } }];
        if (given > used && !isPairOfMap)
        {
            string unused = used == 0 ? "none is used" : used == 1 ? "only one is used" : $"only {used} are used";
            _sink.Warning(statement.Value.Span, "unused-result",
                $"the call gives {(given == 1 ? "a value" : $"{given} values")}, but {unused}");
        }
    }

    private AssignmentTag? Assignment(AssignmentSyntax assignment)
    {
        if (Value(assignment.Value) is not { } value)
        {
            DefineBroken(assignment.Name);
            return null;
        }

        return Define(assignment.Name, value.Type) ? new AssignmentTag(value, assignment.Name.Text) : null;
    }

    private DeclareStreamTag? DeclareStream(DeclareStreamSyntax declare)
    {
        AquaType? type = TypeOf(declare.Type);
        if (type is CollectionType { IsMutable: true } stream)
        {
            return Define(declare.Name, stream) ? new DeclareStreamTag(declare.Name.Text, stream) : null;
        }

        DefineBroken(declare.Name);
        return type is null ? null
            : Error<DeclareStreamTag>(declare.Type.Span, "no-stream", $"only a stream (`*`) or a stream map (`%`) is declared, no {type}");
    }

    private PushTag? Push(PushSyntax push)
    {
        _symbols?.UseValue(push.Stream);
        if (_names.Read(push.Stream.Text) is not { } target)
        {
            return UnknownName<PushTag>(push.Stream, _names.All);
        }

        ValueSyntax item = push.Second ?? push.Value;
        RawValue? key = push.Second is null ? null : Value(push.Value);
        RawValue? value = Value(item);
        if (value is null || (push.Second is not null && key is null)
            || (key is not null && !Fits(push.Value, ScalarType.String, key.Type)))
        {
            return null;
        }

        CollectionForm form = push.Second is null ? CollectionForm.Stream : CollectionForm.StreamMap;
        if (target is not CollectionType stream || stream.Form != form)
        {
            string expected = form == CollectionForm.Stream ? "a stream (`*`)" : "a stream map (`%`)";
            return Error<PushTag>(push.Stream.Span, "no-stream", $"values are pushed to {expected}, `{push.Stream}` is {target}");
        }

        return Collectible(item, value.Type) is { } type && Fits(item, stream.Element, type)
            ? new PushTag(key, value, new RawExport(push.Stream.Text, stream))
            : null;
    }

    /// <summary>The type, if values of it can be put into a collection.</summary>
    private AquaType? Collectible(ValueSyntax place, AquaType type) =>
        type.IsData || type is CollectionType { Form: CollectionForm.Stream } ? type
            : Error<AquaType>(place.Span, "no-data", $"a collection holds data, no {type}");

    private JoinTag? Join(JoinSyntax join)
    {
        RawValue?[] values = [.. join.Values.Select(Value)];
        return values.Any(value => value is null) ? null : new JoinTag([.. values!]);
    }

    private ServiceIdTag? ServiceId(ServiceIdSyntax syntax)
    {
        if (Text(syntax.Id) is not { } id || NamedTypeOf(syntax.Service) is not { } type)
        {
            return null;
        }

        if (type is not NamedType { Kind: NamedKind.Service } service || !_services.Has(syntax.Service.Text))
        {
            return Error<ServiceIdTag>(syntax.Service.Span, "no-service", $"`{syntax.Service}` is no service");
        }

        string name = _fresh.Take(syntax.Service.Text);
        _services.Rename(syntax.Service.Text, name);
        _names.DefineVariable(name, service);
        return new ServiceIdTag(id, service, name);
    }
}
