using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Sections;

namespace Fluence.Marine.Generation;

/// <summary>Makes interface types of what the SDK's macros have left in a module, as <c>marine build</c> does.</summary>
public static class InterfacesGenerator
{
    /// <summary>The version that the generated section carries: that of the newest modules of the original.</summary>
    public static SemVersion Version { get; } = new(0, 27, 0);

    /// <summary>Makes the interface types of a module; it may have none by now.</summary>
    /// <exception cref="ModuleFormatException">A generated section is corrupted.</exception>
    /// <exception cref="InterfaceException">A record is missing or empty, or records go round in a circle.</exception>
    public static Interfaces Generate(WasmModuleFile module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Generate(GeneratedSections.Read(module));
    }

    /// <summary>The module with its interface types generated anew, and nothing else changed.</summary>
    /// <exception cref="ModuleFormatException">A generated section is corrupted.</exception>
    /// <exception cref="InterfaceException">A record is missing or empty, or something is too long for the format.</exception>
    public static byte[] SetInterfaceTypes(WasmModuleFile module) =>
        SectionEditor.Set(module, Interfaces.SectionName, InterfacesEncoder.Encode(Generate(module)));

    internal static Interfaces Generate(ModuleAst ast)
    {
        Builder builder = new();
        foreach (AstRecord record in ast.Records)
        {
            builder.Types.Add(record);
        }

        builder.Types.CheckRecords();
        foreach (AstFunction function in ast.Functions)
        {
            builder.AddExport(function);
        }

        // the host's functions need no interface types
        foreach (AstExternMod mod in ast.ExternMods.Where(static mod => !HostImports.IsHost(mod.Namespace)))
        {
            foreach (AstImport import in mod.Imports)
            {
                builder.AddImport(mod.Namespace, import);
            }
        }

        return builder.Build();
    }

    private sealed class Builder
    {
        private readonly List<Import> _imports = [];
        private readonly List<Adapter> _adapters = [];
        private readonly List<Export> _exports = [];
        private readonly List<Implementation> _implementations = [];

        public Builder()
        {
            foreach ((string name, FunctionType type) in CoreApi.Functions)
            {
                _exports.Add(new Export(name, Types.Add(type)));
            }
        }

        public TypeTable Types { get; } = new();

        public void AddExport(AstFunction function)
        {
            FunctionType type = TypeOf(function);
            uint adapter = Types.Add(type), export = Types.Add(type);
            _exports.Add(new Export(function.Name, export));
            _adapters.Add(new Adapter(adapter, ExportAdapter.Generate(function, Types, (uint)_exports.Count - 1)));
            _implementations.Add(new Implementation(export, adapter));
        }

        public void AddImport(string space, AstImport import)
        {
            uint interfaceType = Types.Add(TypeOf(import.Signature));
            FunctionType rawType = ImportAdapter.RawType(import.Signature);
            uint adapter = Types.Add(rawType), raw = Types.Add(rawType);
            _imports.Add(new Import(space, import.Name, interfaceType));
            _imports.Add(new Import(space, import.Name, raw));
            uint number = (uint)(_exports.Count + (_imports.Count / 2) - 1);
            _adapters.Add(new Adapter(adapter, ImportAdapter.Generate(import.Signature, Types, number)));
            _implementations.Add(new Implementation(raw, adapter));
        }

        public Interfaces Build() =>
            new(Version, Types.ToImmutable(), [.. _imports], [.. _adapters], [.. _exports], [.. _implementations]);

        private FunctionType TypeOf(AstFunction function)
        {
            ImmutableArray<NamedType> arguments =
                [.. function.Arguments.Select(argument => new NamedType(argument.Name, Types.Resolve(argument.Type)))];
            return new FunctionType(arguments, [.. function.Outputs.Select(Types.Resolve)]);
        }
    }
}
