using Fluence.Aqua.Linking;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>The types that sources give to the functions of services.</summary>
internal sealed class ServiceTypes
{
    private readonly Dictionary<(string? Service, string Function), ArrowType> _types = [];

    /// <summary>Those that a file and what it imports define.</summary>
    public static ServiceTypes Of(IEnumerable<LinkedFile> files)
    {
        ServiceTypes types = new();
        HashSet<RawModule> seen = new(ReferenceEqualityComparer.Instance);
        foreach (LinkedFile file in files)
        {
            types.Add(file.Compiled, seen);
        }

        return types;
    }

    /// <summary>The type of a function: of the service with that id if it is known, or else of any.</summary>
    public ArrowType? Find(string service, string function) =>
        _types.GetValueOrDefault((service, function)) ?? _types.GetValueOrDefault((null, function));

    private void Add(RawModule module, HashSet<RawModule> seen)
    {
        if (!seen.Add(module))
        {
            return;
        }

        foreach ((RawModule _, RawPart part) in module.Parts)
        {
            if (part is RawService service)
            {
                Add(service);
            }
        }

        foreach (RawModule inner in module.Modules.Values)
        {
            Add(inner, seen);
        }
    }

    private void Add(RawService service)
    {
        string? id = (service.DefaultId as RawLiteral)?.Text.Trim('"');
        foreach ((string name, AquaType type) in service.Type.Fields)
        {
            if (type is ArrowType arrow)
            {
                _types.TryAdd((id, name), arrow);
                _types.TryAdd((null, name), arrow);
            }
        }
    }
}
