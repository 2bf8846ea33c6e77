using System.Collections.Frozen;
using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Marine.Services.Adapters;
using Fluence.Wasm;
using AdapterCode = Fluence.Marine.Services.Adapters.Adapter;

namespace Fluence.Marine.Services;

/// <summary>
/// A module of a service, ready to be instantiated: its Wasm, its interface, and its compiled adapters. It does not change, and any number
/// of services on any threads may share it.
/// </summary>
public sealed class CompiledServiceModule
{
    private CompiledServiceModule(WasmModule module, WasmModuleFile file, Interfaces interfaces, SemVersion sdk, bool interprets)
    {
        Module = module;
        Interfaces = interfaces;
        Sdk = sdk;
        Interface = ModuleInterface.Of(interfaces);
        Effects = ModuleEffects.Of(ModuleExterns.Imports(file));
        AdapterBuilder builder = new(module, interfaces, Interface, interprets);
        Exports = builder.Exports();
        Imports = builder.Imports();
        Signatures = Interface.Functions.DistinctBy(static function => function.Name)
            .ToFrozenDictionary(static function => function.Name, StringComparer.Ordinal);
    }

    /// <summary>What the module offers.</summary>
    public ModuleInterface Interface { get; }

    /// <summary>What the module wants from the host.</summary>
    public ModuleEffects Effects { get; }

    /// <summary>The version of its SDK.</summary>
    public SemVersion Sdk { get; }

    /// <summary>The version of its interface types.</summary>
    public SemVersion InterfaceTypesVersion => Interfaces.Version;

    /// <summary>The Wasm.</summary>
    public WasmModule Module { get; }

    internal Interfaces Interfaces { get; }

    /// <summary>The adapters of the functions that the module offers.</summary>
    internal FrozenDictionary<string, AdapterCode> Exports { get; }

    /// <summary>The functions whose adapters are not what the generator makes, so that they are run instruction by instruction.</summary>
    internal IEnumerable<string> Interpreted =>
        Exports.Where(static export => export.Value is InterpretedAdapter).Select(static export => export.Key)
            .Concat(Imports.Where(static import => import.Adapter is InterpretedAdapter)
                .Select(static import => $"{import.Namespace}.{import.Name}"));

    /// <summary>The functions that the module offers, by name.</summary>
    internal FrozenDictionary<string, FunctionSignature> Signatures { get; }

    /// <summary>The functions that the module imports from others, by their numbers behind those of the exports.</summary>
    internal ImmutableArray<ImportBinding> Imports { get; }

    /// <summary>Decodes a module, checks it, and compiles its adapters; its functions are compiled when they are first called.</summary>
    /// <param name="wasm">The module; the bytes must not change while it is in use.</param>
    /// <param name="name">The name under which it is loaded, for messages.</param>
    /// <param name="options">How the code is made; fuel is counted unless they say otherwise.</param>
    /// <exception cref="MarineLoadException">The bytes are no module of Marine, or one that is too old.</exception>
    public static CompiledServiceModule Compile(ReadOnlyMemory<byte> wasm, string name, WasmModuleOptions? options = null) =>
        Compile(wasm, name, options, interprets: false);

    /// <summary>The same with adapters that are run instruction by instruction, as a second opinion.</summary>
    internal static CompiledServiceModule Compile(ReadOnlyMemory<byte> wasm, string name, WasmModuleOptions? options, bool interprets)
    {
        try
        {
            WasmModule module = WasmModule.Decode(wasm, options);
            WasmModuleFile file = WasmModuleFile.Read(wasm);
            if (!SdkVersion.TryRead(file, out SemVersion? sdk))
            {
                throw new MarineLoadException(new ServiceError(
                    ServiceErrorKind.Link,
                    $"engine error: module with name '{name}' doesn't contain a version of sdk, probably it's compiled with an old one"));
            }

            Interfaces interfaces = InterfacesDecoder.Decode(file);
            return VersionCheck.FindProblem(name, sdk, interfaces.Version) is { } problem
                ? throw new MarineLoadException(new ServiceError(ServiceErrorKind.Link, "engine error: " + problem))
                : new CompiledServiceModule(module, file, interfaces, sdk, interprets);
        }
        catch (WasmFormatException wrong)
        {
            throw new MarineLoadException(
                new ServiceError(ServiceErrorKind.Link, $"engine error: Wasm backend error: {name}: {wrong.Message}"), wrong);
        }
        catch (Exception wrong) when (wrong is ModuleFormatException or MemoryLayoutException)
        {
            throw new MarineLoadException(new ServiceError(ServiceErrorKind.Link, $"engine error: {name}: {wrong.Message}"), wrong);
        }
    }
}
