using System.Collections.Immutable;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>What a script does around the function that it is for: it asks for the arguments, and gives the results or the error.</summary>
internal static class Wrapper
{
    /// <summary>The variable with the relay's id.</summary>
    internal const string Relay = "-relay-";

    private const string Called = "_func";

    /// <summary>The whole of a script for a function.</summary>
    internal static Op Inline(InlineFunction function, AirOptions options, InlineCache cache)
    {
        InlineFunction around = Around(function, options);
        return OnInitiator(options, Inliner.Inline(around, (Called, function), options, cache));
    }

    /// <summary>An instruction on the initiator's peer.</summary>
    internal static OnOp OnInitiator(AirOptions options, Op op) =>
        new(LiteralValue.InitPeerId, options.NoRelay ? [] : [new VariableValue(Relay, ScalarType.String)]) { Children = [op] };

    private static InlineFunction Around(InlineFunction function, AirOptions options)
    {
        List<RawTag> steps = [];
        if (!options.NoRelay)
        {
            steps.Add(Service("getDataSrv", Relay, [], new RawExport(Relay, ScalarType.String)));
        }

        ImmutableDictionary<string, InlineFunction> callbacks = ImmutableDictionary<string, InlineFunction>.Empty;
        List<RawValue> arguments = [];
        foreach ((string label, AquaType type) in function.Type.Domain.WithLabels())
        {
            string name = $"-{label}-arg-";
            arguments.Add(new RawVariable(name, type));
            if (type is ArrowType arrow)
            {
                callbacks = callbacks.SetItem(name, Callback(label, arrow, options));
            }
            else if (type is CollectionType { Form: CollectionForm.Stream } stream)
            {
                steps.AddRange(StreamArgument(label, name, stream));
            }
            else if (type.IsData)
            {
                steps.Add(Service("getDataSrv", label, [], new RawExport(name, type)));
            }
        }

        ImmutableArray<RawExport> results = [.. function.Results.Select((result, index) => new RawExport(
            $"-return-{index}", result.Type is CollectionType { Form: CollectionForm.Stream } stream ? CollectionType.Array(stream.Element) : result.Type))];
        ArrowType arrowOfCall = new(ProductType.Of(arguments.Select(argument => argument.Type)), ProductType.Of(results.Select(result => result.Type)));
        steps.Add(new CallTag(results, new RawCall(function.Name, [.. arguments], arrowOfCall)));
        if (!results.IsEmpty || !options.NoEmptyResponse)
        {
            steps.Add(Service("callbackSrv", "response", [.. results.Select(result => new RawVariable(result.Name, result.Type))]));
        }

        RawTag error = Service("errorHandlingSrv", "error", [RawVariable.LastError, new RawLiteral("0", LiteralType.Unsigned)]);
        return new InlineFunction
        {
            Name = "funcAround",
            Type = new ArrowType(ProductType.Labelled([(function.Name, function.Type)]), ProductType.Empty),
            Body = new TryTag { Children = [Tags.Sequence(steps), error] },
            Results = [],
            Functions = callbacks,
        };
    }

    private static CallTag Service(string service, string function, ImmutableArray<RawValue> arguments, params ImmutableArray<RawExport> results)
    {
        ArrowType type = new(
            ProductType.Of(arguments.Select(argument => argument.Type)), ProductType.Of(results.Select(result => result.Type)));
        return new CallTag(results, new RawServiceCall(new RawLiteral($"\"{service}\"", LiteralType.String), function, arguments, type));
    }

    /// <summary>A stream is asked for as an array whose items go to the stream.</summary>
    private static IEnumerable<RawTag> StreamArgument(string label, string name, CollectionType stream)
    {
        string array = $"{label}-iter", item = $"{label}-item";
        AquaType type = CollectionType.Array(stream.Element);
        RawTag turn = new SequenceTag
        {
            Children = [new PushTag(null, new RawVariable(item, stream.Element), new RawExport(name, stream)), new NextTag(item)],
        };
        return
        [
            Service("getDataSrv", label, [], new RawExport(array, type)),
            new ForTag(item, new RawVariable(array, type), ForMode.Sequence) { Children = [turn] },
        ];
    }

    /// <summary>A function that is an argument: a call of a service of the initiator.</summary>
    private static InlineFunction Callback(string name, ArrowType type, AirOptions options)
    {
        ImmutableArray<RawExport> results = [.. type.Codomain.Items.Select((item, index) => new RawExport(item.Label ?? $"init_call_res{index}", item.Type))];
        ImmutableArray<RawValue> arguments = [.. type.Domain.WithLabels().Select(item => new RawVariable(item.Label, item.Type))];
        OnTag on = new(RawLiteral.InitPeerId, options.NoRelay ? [] : [new RawVariable(Relay, ScalarType.String)])
        {
            Children = [Service("callbackSrv", name, arguments, results)],
        };
        return new InlineFunction
        {
            Name = $"init_peer_callable_{name}", Type = type, Body = on,
            Results = [.. results.Select(result => new RawVariable(result.Name, result.Type))],
        };
    }
}
