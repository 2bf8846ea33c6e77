using System.Collections.Immutable;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>A type as random programs have them.</summary>
internal abstract record Ty
{
    public static readonly Ty Text = new ScalarTy("string"), Bool = new ScalarTy("bool"), U32 = new ScalarTy("u32"), I64 = new ScalarTy("i64"),
        F64 = new ScalarTy("f64");

    /// <summary>Whether values of it can be in arguments of services and in fields of data.</summary>
    public virtual bool IsData => true;

    public static CollectionTy Array(Ty element) => new("[]", element);

    public static CollectionTy Option(Ty element) => new("?", element);

    public static CollectionTy Stream(Ty element) => new("*", element);
}

/// <summary>A number, a boolean or text.</summary>
internal sealed record ScalarTy(string Name) : Ty
{
    public override string ToString() => Name;
}

/// <summary><c>[]T</c>, <c>?T</c> or <c>*T</c>.</summary>
internal sealed record CollectionTy(string Sigil, Ty Element) : Ty
{
    public bool IsStream => Sigil == "*";

    public bool IsOption => Sigil == "?";

    public override bool IsData => !IsStream;

    public override string ToString() => Sigil + Element;
}

/// <summary>Data or an ability, with its fields.</summary>
internal sealed record NamedTy(string Name, bool IsAbility, ImmutableArray<(string Name, Ty Type)> Fields) : Ty
{
    public override bool IsData => !IsAbility;

    public bool Equals(NamedTy? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>What functions, methods and closures take and give.</summary>
internal sealed record ArrowTy(ImmutableArray<Ty> Takes, ImmutableArray<Ty> Gives) : Ty
{
    public override bool IsData => false;

    public bool Equals(ArrowTy? other) => other is not null && Takes.SequenceEqual(other.Takes) && Gives.SequenceEqual(other.Gives);

    public override int GetHashCode() => HashCode.Combine(Takes.Length, Gives.Length);

    /// <summary>With names for what it takes, as functions, methods and closures are written.</summary>
    public string Signature(Func<int, string> name) => $"({string.Join(", ", Takes.Select((type, index) => $"{name(index)}: {Nested(type)}"))})"
        + (Gives.IsEmpty ? "" : $" -> {string.Join(", ", Gives.Select(Nested))}");

    public override string ToString() =>
        $"{string.Join(", ", Takes.Select(Nested))} -> {(Gives.IsEmpty ? "()" : string.Join(", ", Gives.Select(Nested)))}";

    private static string Nested(Ty type) => type is ArrowTy ? $"({type})" : $"{type}";
}

/// <summary>A service; without an id one has to be given before it is called.</summary>
internal sealed record ServiceTy(string Name, string? Id, ImmutableArray<(string Name, ArrowTy Type)> Methods);
