using System.Collections.Immutable;

namespace Fluence.Aqua.Types;

/// <summary>Types in a row, some with labels.</summary>
internal sealed class ProductType(ImmutableArray<(string? Label, AquaType Type)> items) : AquaType
{
    private readonly (int Size, int Depth) _extent = ExtentOf(items);

    internal override int Size => _extent.Size;

    internal override int Depth => _extent.Depth;

    internal static ProductType Empty { get; } = new([]);

    internal ImmutableArray<(string? Label, AquaType Type)> Items { get; } = items;

    internal int Length => Items.Length;

    internal static ProductType Of(IEnumerable<AquaType> types) => new([.. types.Select(type => ((string?)null, type))]);

    internal static ProductType Labelled(IEnumerable<(string Label, AquaType Type)> items) =>
        new([.. items.Select(item => ((string?)item.Label, item.Type))]);

    /// <summary>The items with their labels; those without one are called <c>arg0</c>, <c>arg1</c> and so on, by their place.</summary>
    internal IEnumerable<(string Label, AquaType Type)> WithLabels() =>
        Items.Select((item, index) => (item.Label ?? $"arg{index}", item.Type));

    private static (int Size, int Depth) ExtentOf(ImmutableArray<(string? Label, AquaType Type)> items)
    {
        (int Size, int Depth) extent = (1, 1);
        foreach ((_, AquaType type) in items)
        {
            extent = With(extent, type);
        }

        return extent;
    }

    public override bool Equals(AquaType? other) => other is ProductType product && product.Items.SequenceEqual(Items);

    public override int GetHashCode() => Items.Length == 0 ? 0 : HashCode.Combine(Items.Length, Items[0].Type);

    public override string ToString() => string.Join(", ", Items.Select(item => item.Type));
}

/// <summary>What a function takes and gives.</summary>
internal sealed class ArrowType(ProductType domain, ProductType codomain) : AquaType
{
    private readonly (int Size, int Depth) _extent = With(With((1, 1), domain), codomain);

    internal override int Size => _extent.Size;

    internal override int Depth => _extent.Depth;

    internal ProductType Domain { get; } = domain;

    internal ProductType Codomain { get; } = codomain;

    /// <summary>The only result; null where there is none or more than one.</summary>
    internal AquaType? Result => Codomain.Length == 1 ? Codomain.Items[0].Type : null;

    public override bool Equals(AquaType? other) =>
        other is ArrowType arrow && arrow.Domain.Equals(Domain) && arrow.Codomain.Equals(Codomain);

    public override int GetHashCode() => HashCode.Combine(Domain, Codomain);

    public override string ToString()
    {
        string domain = string.Join(", ", Domain.Items.Select(item => item.Label is null ? $"{item.Type}" : $"{item.Label}: {item.Type}"));
        return $"({domain})" + (Codomain.Length == 0 ? "" : $" -> {Codomain}");
    }
}
