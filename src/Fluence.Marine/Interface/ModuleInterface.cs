using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Interface;

/// <summary>What a module offers, with names.</summary>
/// <param name="Functions">The functions in the order of the section.</param>
/// <param name="ExportedRecords">
/// The records that the functions' types mention, directly or not: each after those it needs, else by name.
/// </param>
/// <param name="Records">All records of the module.</param>
public sealed record ModuleInterface(
    ImmutableArray<FunctionSignature> Functions, ImmutableArray<(uint Id, RecordType Record)> ExportedRecords, RecordTable Records)
{
    /// <summary>Reads the interface out of a module's interface types.</summary>
    /// <exception cref="ModuleFormatException">An index is wrong, or records go round in a circle.</exception>
    public static ModuleInterface Of(Interfaces interfaces)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        ImmutableArray<FunctionSignature> functions = ReadFunctions(interfaces);
        RecordTable records = new(interfaces.Types);
        ExportedRecords exported = new(records);
        foreach (FunctionSignature function in functions)
        {
            exported.Add([.. function.Arguments.Select(static argument => argument.Type), .. function.Outputs]);
        }

        return new ModuleInterface(functions, exported.InOrder(), records);
    }

    /// <summary>Finds a function; null if there is none of this name.</summary>
    public FunctionSignature? Find(string name) => Functions.FirstOrDefault(function => function.Name == name);

    /// <summary>Functions are offered if they are exported and have an implementation; other exports are not for callers.</summary>
    private static ImmutableArray<FunctionSignature> ReadFunctions(Interfaces interfaces)
    {
        ILookup<uint, string> exports = interfaces.Exports.ToLookup(static export => export.FunctionType, static export => export.Name);
        HashSet<Implementation> seen = [];
        int items = 0;
        ImmutableArray<FunctionSignature>.Builder functions = ImmutableArray.CreateBuilder<FunctionSignature>();
        foreach (Implementation implementation in interfaces.Implementations.Where(seen.Add))
        {
            uint adapter = implementation.AdapterFunctionType;
            foreach (string name in exports[implementation.CoreFunctionType])
            {
                FunctionType type = TypeOf(interfaces, adapter);
                items += 1 + type.Arguments.Length;
                if (items > Limits.MaxInterfaceItems)
                {
                    throw Error($"the module offers more than {Limits.MaxInterfaceItems} functions and arguments");
                }

                functions.Add(type.Outputs.Length <= 1
                    ? new FunctionSignature(name, type.Arguments, type.Outputs, adapter)
                    : throw Error($"the function '{name}' has {type.Outputs.Length} results, at most one is supported"));
            }
        }

        return functions.ToImmutable();
    }

    private static FunctionType TypeOf(Interfaces interfaces, uint id) =>
        id >= (uint)interfaces.Types.Length ? throw Error($"Loaded module doesn't contain type with idx = {id}")
        : interfaces.Types[(int)id] as FunctionType ?? throw Error($"type with idx = {id} isn't a function type");

    private static ModuleFormatException Error(string message) => new(message, Interfaces.SectionName);
}
