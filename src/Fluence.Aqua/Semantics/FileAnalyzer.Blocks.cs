using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Statements with a body.</summary>
internal sealed partial class FileAnalyzer
{
    // the item of a loop over the keys and values of a map, which has no name in the source
    private const string PairItem = "-iterable-";

    private OnTag? On(OnSyntax on)
    {
        RawValue? peer = Text(on.Peer);
        ImmutableArray<RawValue>? via = Via(on.Via);
        _services.Open();
        RawTag? body = Body(on.Body);
        _services.Close();
        return peer is not null && via is { } relays && body is not null ? new OnTag(peer, relays) { Children = [body] } : null;
    }

    private ImmutableArray<RawValue>? Via(ImmutableArray<ValueSyntax> via)
    {
        ImmutableArray<RawValue>.Builder relays = ImmutableArray.CreateBuilder<RawValue>(via.Length);
        foreach (ValueSyntax relay in via)
        {
            if (Value(relay) is not { } value)
            {
                return null;
            }

            AquaType expected = value.Type is CollectionType ? CollectionType.Option(ScalarType.String) : ScalarType.String;
            if (!Fits(relay, expected, value.Type))
            {
                return null;
            }

            relays.Add(value);
        }

        return relays.ToImmutable();
    }

    private RawTag? For(ForSyntax loop)
    {
        OpenScope();
        RawValue? iterable = Items(loop.Iterable, loop.Item, loop.Second);
        RawTag? body = Body(loop.Body);
        CloseScope();
        if (iterable is null || body is null)
        {
            return null;
        }

        string item = loop.Second is null ? loop.Item.Text : PairItem;
        ImmutableArray<RawTag> turn = [body, new NextTag(item)];
        RawTag inner = loop.Mode switch
        {
            ForMode.Sequence => new SequenceTag { Children = turn },
            ForMode.Try => new TryTag { Children = turn },
            _ => new ParTag { Children = turn },
        };
        ForTag tag = new(item, iterable, loop.Mode, Pair(loop.Item, loop.Second)) { Children = [inner] };
        return loop.Mode is ForMode.Par or ForMode.Rec ? new DetachTag { Children = [tag] } : tag;
    }

    private ForTag? ParSeq(ParSeqSyntax loop)
    {
        OpenScope();
        RawValue? iterable = Items(loop.Iterable, loop.Item, loop.Second);
        RawValue? peer = Text(loop.Peer);
        ImmutableArray<RawValue>? via = Via(loop.Via);
        RawTag? body = Body(loop.Body);
        CloseScope();
        if (iterable is null || peer is null || via is null || body is null)
        {
            return null;
        }

        string item = loop.Second is null ? loop.Item.Text : PairItem;
        OnTag on = new(peer, via.Value, returnsToRelay: true) { Children = [body] };
        return new ForTag(item, iterable, ForMode.Par, Pair(loop.Item, loop.Second))
        {
            Children = [new ParTag { Children = [on, new NextTag(item)] }],
        };
    }

    private static (string, string)? Pair(NameSyntax first, NameSyntax? second) => second is null ? null : (first.Text, second.Text);

    /// <summary>The collection of a loop; its item's names are defined.</summary>
    private RawValue? Items(ValueSyntax iterable, NameSyntax item, NameSyntax? second)
    {
        if (Value(iterable) is not { } value)
        {
            DefineBroken(item);
            if (second is not null)
            {
                DefineBroken(second);
            }

            return null;
        }

        if (value.Type is not CollectionType type)
        {
            DefineBroken(item);
            return Error<RawValue>(iterable.Span, "no-collection", $"a loop goes over a collection, no {value.Type}");
        }

        bool isMap = type.Form == CollectionForm.StreamMap;
        if (second is null)
        {
            AquaType element = isMap ? PairType(type.Element) : type.Element;
            return Define(item, element) ? value : null;
        }

        if (!isMap)
        {
            DefineBroken(item);
            DefineBroken(second);
            return Error<RawValue>(iterable.Span, "no-map", $"a loop over keys and values goes over a stream map, no {type}");
        }

        return Define(item, ScalarType.String) & Define(second, type.Element) ? value : null;
    }

    private NamedType PairType(AquaType element) =>
        NamedType.Of(NamedKind.Data, _fresh.Take($"KVPair({element})"), [new("key", ScalarType.String), new("value", element)]);

    private IfTag? If(IfSyntax syntax)
    {
        OpenScope();
        RawValue? condition = Value(syntax.Condition);
        if (condition is not null && !Fits(syntax.Condition, ScalarType.Bool, condition.Type))
        {
            condition = null;
        }

        RawTag? body = Body(syntax.Body);
        CloseScope();
        return condition is not null && body is not null ? new IfTag(condition) { Children = [body] } : null;
    }

    private RawTag? Catch(CatchSyntax syntax)
    {
        OpenScope();
        Define(syntax.Name, RawVariable.ErrorType);
        RawTag? body = Body(syntax.Body);
        CloseScope();
        return body is null ? null : Tags.Sequence([new AssignmentTag(RawVariable.LastError, syntax.Name.Text), body]);
    }

    private ClosureTag? Closure(ClosureSyntax closure)
    {
        if (Arrow(closure.Name.Text, closure.Arrow, closure.Body) is not { } function)
        {
            DefineBroken(closure.Name);
            return null;
        }

        return Define(closure.Name, function.Type) ? new ClosureTag(function, closure.IsDetached) : null;
    }
}
