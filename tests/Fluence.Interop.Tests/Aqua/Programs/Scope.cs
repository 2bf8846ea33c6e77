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

    /// <summary>Names of parameters that must not be given back as they are.</summary>
    public HashSet<string> Parameters { get; private init; } = [];

    public static Scope OfFunction(IEnumerable<ServiceTy> services) => new(new Names()) { Services = [.. services] };

    /// <summary>A block whose names are not seen behind it.</summary>
    public Scope Inner() => new(_names)
    {
        Variables = [.. Variables], Services = [.. Services], Depth = Depth + 1, Parameters = [.. Parameters],
    };

    /// <summary>A block whose names are seen behind it, but not its services' ids.</summary>
    public Scope Same() => new(_names) { Variables = Variables, Services = [.. Services], Depth = Depth + 1, Parameters = Parameters };

    public string Fresh(string stem = "v") => $"{stem}{_names.Count++}";

    public string Define(Ty type, string stem = "v")
    {
        string name = Fresh(stem);
        Variables.Add((name, type));
        return name;
    }

    private sealed class Names
    {
        public int Count { get; set; }
    }
}
