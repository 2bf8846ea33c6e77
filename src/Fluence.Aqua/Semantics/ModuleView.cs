using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Looking into modules and putting them together.</summary>
internal static class ModuleView
{
    /// <summary>What both hold; modules of the same name are put together.</summary>
    internal static RawModule Combine(RawModule left, RawModule right)
    {
        if (ReferenceEquals(left, RawModule.Empty))
        {
            return right;
        }

        ImmutableSortedDictionary<string, RawModule> modules = left.Modules;
        foreach ((string name, RawModule module) in right.Modules)
        {
            modules = modules.SetItem(name, modules.TryGetValue(name, out RawModule? other) ? Combine(other, module) : module);
        }

        return new RawModule
        {
            Name = left.Name ?? right.Name, Declares = left.Declares.Union(right.Declares),
            Exports = [.. left.Exports, .. right.Exports], Parts = left.Parts.AddRange(right.Parts), Modules = modules,
        };
    }

    /// <summary>The definitions and modules, by their paths with dots; what comes later hides what came before.</summary>
    internal static IEnumerable<(string Path, RawPart Part)> AllParts(this RawModule module, string prefix = "")
    {
        foreach ((_, RawPart part) in module.Parts)
        {
            yield return (prefix + part.Name, part);
        }

        foreach ((string name, RawModule inner) in module.Modules)
        {
            foreach ((string, RawPart) part in inner.AllParts($"{prefix}{name}."))
            {
                yield return part;
            }
        }
    }

    /// <summary>The modules within, by their paths with dots.</summary>
    internal static IEnumerable<(string Path, RawModule Module)> AllModules(this RawModule module, string prefix = "")
    {
        foreach ((string name, RawModule inner) in module.Modules)
        {
            yield return (prefix + name, inner);
            foreach ((string, RawModule) deeper in inner.AllModules($"{prefix}{name}."))
            {
                yield return deeper;
            }
        }
    }

    /// <summary>The module with all it holds under a path of names, without a header of its own.</summary>
    internal static RawModule Under(this RawModule module, string path)
    {
        RawModule inner = module with { Name = null, Declares = [], Exports = [] };
        foreach (string name in path.Split('.').Reverse())
        {
            inner = RawModule.Empty with { Modules = RawModule.Empty.Modules.Add(name, inner) };
        }

        return inner;
    }

    /// <summary>The module at a path; null where there is none.</summary>
    internal static RawModule? Within(this RawModule module, string path)
    {
        RawModule? inner = module;
        foreach (string name in path.Split('.'))
        {
            if (!inner.Modules.TryGetValue(name, out inner))
            {
                return null;
            }
        }

        return inner;
    }

    /// <summary>What a path names, alone, under the same or another path; null where it names nothing.</summary>
    internal static RawModule? Pick(this RawModule module, string path, string? rename = null)
    {
        string target = rename ?? path;
        int dot = target.LastIndexOf('.');
        string name = target[(dot + 1)..];
        RawModule? picked = null;
        if (module.Within(path) is { } found)
        {
            picked = RawModule.Empty with { Modules = RawModule.Empty.Modules.Add(name, found) };
        }
        else
        {
            int last = path.LastIndexOf('.');
            RawModule? scope = last < 0 ? module : module.Within(path[..last]);
            string partName = path[(last + 1)..];
            ModuleParts parts = [.. (scope?.Parts ?? []).Named(partName).Reverse().Select(part => (part.Scope, part.Part.Renamed(name)))];
            picked = parts.Count == 0 ? null : RawModule.Empty with { Parts = parts };
        }

        return picked is null || dot < 0 ? picked : picked.WithTypesOf(target[..dot]).Under(target[..dot]);
    }

    /// <summary>What importers see: what is declared, or all where there is no header.</summary>
    internal static RawModule Declared(this RawModule module)
    {
        if (module.Name is null)
        {
            return module;
        }

        RawModule seen = module.HeaderOnly();
        foreach (string name in module.Declares)
        {
            seen = module.Pick(name) is { } picked ? Combine(seen, picked) : seen;
        }

        return seen;
    }

    /// <summary>The header, with an empty module of its own name.</summary>
    internal static RawModule HeaderOnly(this RawModule module) => Combine(
        RawModule.Empty with { Name = module.Name, Declares = module.Declares, Exports = module.Exports },
        module.Name is { } name ? RawModule.Empty.Under(name) : RawModule.Empty);

    /// <summary>The definition at a path of names; null where there is none.</summary>
    internal static RawPart? Find(this RawModule module, string path)
    {
        int dot = path.LastIndexOf('.');
        RawModule? scope = dot < 0 ? module : module.Within(path[..dot]);
        return scope?.Parts.Named(path[(dot + 1)..]).FirstOrDefault().Part;
    }

    private static RawPart Renamed(this RawPart part, string name) => part.Name == name ? part : part with { Name = name };

    /// <summary>The same definitions, their types' names beginning with the path through which they are seen.</summary>
    private static RawModule WithTypesOf(this RawModule module, string path) => module with
    {
        Parts = [.. module.Parts.Select(part => (part.Scope, part.Part switch
        {
            RawFunctionPart f => f with { Function = f.Function with { Type = (ArrowType)TypeNames.Prefix(f.Function.Type, path) } },
            RawService s => s with { Type = (NamedType)TypeNames.Prefix(s.Type, path) },
            RawType t => t with { Type = TypeNames.Prefix(t.Type, path) },
            _ => part.Part,
        }))],
    };
}
