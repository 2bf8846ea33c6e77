using Fluence.Aqua.Raw;

namespace Fluence.Aqua.Inlining;

/// <summary>The names that a body defines, and those that it reads and does not define.</summary>
internal sealed class BodyNames
{
    private BodyNames(IReadOnlyCollection<string> defined, IReadOnlyCollection<string> free)
    {
        Defined = defined;
        Free = free;
    }

    /// <summary>Everything that the body defines, in its loops too, but not within closures.</summary>
    internal IReadOnlyCollection<string> Defined { get; }

    /// <summary>What the body reads from around it.</summary>
    internal IReadOnlyCollection<string> Free { get; }

    internal static BodyNames Of(RawTag body)
    {
        HashSet<string> defined = new(StringComparer.Ordinal);
        HashSet<string> exported = new(StringComparer.Ordinal);
        HashSet<string> used = new(StringComparer.Ordinal);
        Stack<RawTag> open = new([body]);
        while (open.TryPop(out RawTag? tag))
        {
            used.UnionWith(Uses(tag));
            foreach (string name in Exports(tag))
            {
                exported.Add(name);
                defined.Add(name);
            }

            if (tag is ForTag loop)
            {
                string[] items = loop.Pair is { } pair ? [loop.Item, pair.Key, pair.Value] : [loop.Item];
                defined.UnionWith(items);
                exported.UnionWith(items);
            }

            foreach (RawTag child in tag.Children)
            {
                open.Push(child);
            }
        }

        used.ExceptWith(exported);
        return new BodyNames(defined, used);
    }

    /// <summary>The names that a function reads from around it.</summary>
    internal static IReadOnlyCollection<string> FreeOf(RawFunction function)
    {
        BodyNames body = Of(function.Body);
        HashSet<string> free = [.. body.Free, .. function.Results.SelectMany(result => result.Names)];
        free.ExceptWith(body.Defined);
        free.ExceptWith(function.Type.Domain.WithLabels().Select(item => item.Label));
        return free;
    }

    private static IEnumerable<string> Exports(RawTag tag) => tag switch
    {
        CallTag call => call.Exports.Where(export => !export.IsExistingStream).Select(export => export.Name),
        DeclareStreamTag declare => [declare.Name],
        AssignmentTag assignment => [assignment.Name],
        ClosureTag closure => [closure.Function.Name],
        ServiceIdTag service => [service.Name],
        FlattenTag flatten => [flatten.Name],
        CanonicalizeTag canon => [canon.Result.Name],
        _ => [],
    };

    private static IEnumerable<string> Uses(RawTag tag) => tag switch
    {
        IfTag i => i.Condition.Names,
        OnTag on => [.. on.Peer.Names, .. on.Via.SelectMany(value => value.Names)],
        ForTag loop => loop.Iterable.Names,
        NextTag next => [next.Item],
        CallTag call => [.. call.Value.Names, .. call.Exports.Where(export => export.IsExistingStream).Select(export => export.Name)],
        AssignmentTag assignment => assignment.Value.Names,
        ClosureTag closure => FreeOf(closure.Function),
        ReturnTag result => result.Values.SelectMany(value => value.Names),
        ServiceIdTag service => service.Id.Names,
        PushTag push => [.. push.Key?.Names ?? [], .. push.Value.Names, push.Stream.Name],
        FlattenTag flatten => flatten.Value.Names,
        CanonicalizeTag canon => canon.Value.Names,
        JoinTag join => join.Values.SelectMany(value => value.Names),
        _ => [],
    };
}
