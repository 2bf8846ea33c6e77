using System.Runtime.CompilerServices;
using Fluence.Aqua.Raw;

namespace Fluence.Aqua.Inlining;

/// <summary>What is the same wherever a body is inlined.</summary>
internal sealed class InlineCache
{
    private readonly ConditionalWeakTable<RawTag, BodyNames> _bodies = [];
    private readonly ConditionalWeakTable<RawFunction, IReadOnlyCollection<string>> _free = [];

    internal Folding Folding { get; } = new();

    internal BodyNames NamesOf(RawTag body) => _bodies.GetValue(body, BodyNames.Of);

    /// <summary>The names that a function reads from around it.</summary>
    internal IReadOnlyCollection<string> FreeOf(RawFunction function) => _free.GetValue(function, BodyNames.FreeOf);
}
