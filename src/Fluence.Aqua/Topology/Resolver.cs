using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Topology;

/// <summary>Makes AIR of instructions: on which peers they are executed, and which peers are visited in between.</summary>
internal static class Resolver
{
    private const string ViaItem = "-via-peer-";

    /// <summary>The whole of a script.</summary>
    /// <exception cref="InsufficientExecutionStackException">The instructions are nested too deeply.</exception>
    internal static AirNode Resolve(Op op) => Resolve(new Place(op, null, new PlaceIndex())) ?? AirNode.Null;

    private static AirNode? Resolve(Place place)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Make(place) is not { } node)
        {
            return null;
        }

        List<Value> before = place.PathBefore(), after = place.PathAfter();
        return before.Count == 0 && after.Count == 0 ? node
            : AirNode.Sequence([.. before.Select(peer => Through(peer, isBack: false)), node, .. after.Select(peer => Through(peer, isBack: true))]);
    }

    private static ImmutableArray<AirNode> Children(Place place) => [.. place.Children.Select(Resolve).OfType<AirNode>()];

    private static AirNode? Make(Place place)
    {
        switch (place.Op)
        {
            case SequenceOp or OnOp or ApplyTopologyOp:
                return AirNode.Sequence(Children(place));
            case ParOp or DetachOp:
                return Group(AirKind.Par, place);
            case XorOp:
                return Group(AirKind.Xor, place);
            case MatchOp match:
                string word = match.IsMatch ? "match" : "mismatch";
                return AirNode.Block($"{word} {Operands.Write(match.Left)} {Operands.Write(match.Right)}", Children(place));
            case ForOp { Iterable: LiteralValue { Text: "[]" } }:
                return null;
            case ForOp loop:
                return AirNode.Block($"fold {Operands.Write(loop.Iterable)} {loop.Item}", Children(place))
                    with { Last = loop.WaitsForMore ? AirNode.Never : AirNode.Null };
            case RestrictionOp restriction:
                return AirNode.Block($"new {Operands.Name(restriction.Name, restriction.Type)}", Children(place));
            default:
                return Leaf(place);
        }
    }

    private static AirNode Group(AirKind kind, Place place)
    {
        ImmutableArray<AirNode> children = Children(place);
        return children.IsEmpty ? AirNode.Null : AirNode.Group(kind, children);
    }

    private static AirNode? Leaf(Place place)
    {
        switch (place.Op)
        {
            case NextOp next:
                return AirNode.Leaf($"next {next.Item}");
            case FailOp fail:
                return AirNode.Leaf($"fail {Operands.Write(fail.Error)}");
            case NullOp:
                return AirNode.Null;
            case CallOp call:
                string arguments = string.Join(' ', call.Arguments.Select(Operands.Write));
                string result = call.Result is { } target ? " " + Operands.Name(target) : "";
                return AirNode.Leaf($"call {Peer(place)} ({Operands.Write(call.Service)} \"{call.Function}\") [{arguments}]{result}");
            case CanonOp canon:
                return Canon(Peer(place), canon.Stream, canon.Result);
            case InsertOp insert:
                return AirNode.Leaf($"ap ({Operands.Write(insert.Key)} {Operands.Write(insert.Value)}) {Operands.Name(insert.Map)}");
            case FlattenOp flatten:
                return AirNode.Leaf($"ap {Operands.Write(flatten.Value)} {Operands.Name(flatten.Name, ScalarTypeOf(flatten.Value))}");
            case PushOp { Value: VariableValue { BaseType: CollectionType { Form: CollectionForm.Stream } stream } value } push:
                Target pushed = new($"push-to-stream-{place.Start + 1}", stream.ToCanon());
                return AirNode.Sequence(
                    [Canon(Peer(place), value.Bare(), pushed), Push(new VariableValue(pushed.Name, pushed.Type, value.Accesses), push.Stream)]);
            case PushOp push:
                return Push(push.Value, push.Stream);
            default:
                return null;
        }
    }

    // what is taken out of a canonical stream or given another name is an ordinary value
    private static AquaType ScalarTypeOf(Value value) =>
        value is VariableValue { BaseType: CollectionType { Form: CollectionForm.Canon } canon } ? CollectionType.Array(canon.Element) : value.Type;

    private static AirNode Push(Value value, Target stream) => AirNode.Leaf($"ap {Operands.Write(value)} {Operands.Name(stream)}");

    private static AirNode Canon(string peer, Value stream, Target result) =>
        AirNode.Leaf($"canon {peer} {Operands.Write(stream)}  {Operands.Name(result)}");

    private static string Peer(Place place) => Operands.Write(place.PathOn?.Peer ?? LiteralValue.InitPeerId);

    /// <summary>A visit to a peer, or to several that are known only at run time.</summary>
    private static AirNode Through(Value peer, bool isBack)
    {
        if (peer.Type is not CollectionType)
        {
            return Hop(peer);
        }

        AirNode hop = Hop(new VariableValue(ViaItem, ScalarType.String)), next = AirNode.Leaf($"next {ViaItem}");
        return AirNode.Block($"fold {Operands.Write(peer)} {ViaItem}", isBack ? [next, hop] : [hop, next]) with { Last = AirNode.Null };
    }

    /// <summary>Something that has to be done at a peer, and has no effect.</summary>
    private static AirNode Hop(Value peer)
    {
        Target stream = new("-hop-", CollectionType.Stream(ExtremeType.Bottom));
        Target canon = new("-hopc-", ((CollectionType)stream.Type).ToCanon());
        return AirNode.Block(
            $"new {Operands.Name(stream)}",
            AirNode.Block($"new {Operands.Name(canon)}", Canon(Operands.Write(peer), stream.AsValue, canon)));
    }
}
