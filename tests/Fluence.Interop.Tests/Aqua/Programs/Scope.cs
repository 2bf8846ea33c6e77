namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>What can be named at a place of a program.</summary>
internal sealed class Scope
{
    private readonly Names _names;

    private Scope(Names names) => _names = names;

    /// <summary>Values by their names, and functions, closures, abilities.</summary>
    public List<(string Name, Ty Type)> Variables { get; private init; } = [];

    /// <summary>Services that have an id here.</summary>
    public List<ServiceTy> Services { get; private init; } = [];

    /// <summary>How many blocks are around.</summary>
    public int Depth { get; private init; }

    /// <summary>How many closures are around.</summary>
    public int Closures { get; private init; }

    /// <summary>Streams that are pushed to here.</summary>
    public HashSet<string> Pushable { get; private init; } = [];

    /// <summary>Names of parameters that must not be given back as they are.</summary>
    public HashSet<string> Parameters { get; private init; } = [];

    public static Scope OfFunction(Names names, IEnumerable<ServiceTy> services) => new(names) { Services = [.. services] };

    /// <summary>A block whose names are not seen behind it.</summary>
    public Scope Inner() => new(_names)
    {
        Variables = [.. Variables], Services = [.. Services], Depth = Depth + 1, Parameters = [.. Parameters],
        Closures = Closures, Pushable = [.. Pushable],
    };

    /// <summary>The body of a closure.</summary>
    /// <param name="canPush">Whether it can push to the streams around it.</param>
    public Scope Closure(bool canPush) => new(_names)
    {
        Variables = [.. Variables], Services = [.. Services], Depth = Depth + 1, Parameters = [.. Parameters],
        Closures = Closures + 1, Pushable = canPush ? [.. Pushable] : [],
    };

    /// <summary>A block whose names are seen behind it, but not its services' ids.</summary>
    public Scope Same() => new(_names)
    {
        Variables = Variables, Services = [.. Services], Depth = Depth + 1, Parameters = Parameters, Closures = Closures, Pushable = Pushable,
    };

    public string Fresh(string stem = "v") => $"{stem}{_names.Count++}";

    public void Add(string name, Ty type)
    {
        Variables.Add((name, type));
        if (type is CollectionTy { IsStream: true })
        {
            Pushable.Add(name);
        }
    }

    public string Define(Ty type, string stem = "v")
    {
        string name = Fresh(stem);
        Add(name, type);
        return name;
    }
}

/// <summary>
/// Counts the names of a program. None is used twice: where a name of the caller is also one of the callee the original sometimes renames
/// the one for the other.
/// </summary>
internal sealed class Names
{
    public int Count { get; set; }
}
