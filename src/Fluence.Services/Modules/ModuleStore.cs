using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Marine;
using Fluence.Marine.Configuration;
using Fluence.Marine.Interface;
using Fluence.Marine.Sections;
using Fluence.Marine.Services;
using Fluence.Primitives.Content;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Storage;

namespace Fluence.Services.Modules;

/// <summary>
/// The peer's modules by their CIDs, which it computes itself: a file each, and their names in the database. What a module may do follows
/// from its imports and the peer's policy alone, whatever a caller asks for.
/// </summary>
internal sealed class ModuleStore
{
    private const int MaxNameLength = 128;

    private readonly string _folder;
    private readonly StateDatabase _state;
    private readonly HostingOptions _options;
    private readonly ConcurrentDictionary<string, string> _names;
    private readonly ConcurrentDictionary<string, WeakReference<CompiledServiceModule>> _compiled = new(StringComparer.Ordinal);

    /// <summary>Opens the store.</summary>
    /// <exception cref="StateException">Its folder cannot be used.</exception>
    public ModuleStore(string folder, StateDatabase state, HostingOptions options)
    {
        _folder = folder;
        _state = state;
        _options = options;
        Directory.CreateDirectory(folder);
        AtomicFile.CleanUp(folder);
        _names = new(
            state.Read("SELECT cid, name FROM modules ORDER BY added", row => KeyValuePair.Create(row.GetString(0), row.GetString(1))),
            StringComparer.Ordinal);
        RemoveOrphans();
    }

    /// <summary>All modules: their CIDs and names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => [.. _names.OrderBy(module => module.Key, StringComparer.Ordinal)];

    /// <summary>Adds a module, or gives one that is there another name.</summary>
    public bool TryAdd(
        string name,
        ReadOnlyMemory<byte> wasm,
        [NotNullWhen(true)] out string? cid,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        cid = UnixFsFile.CidOf(wasm.Span).ToString();
        fault = FindProblem(name, cid, wasm);
        if (fault is not null)
        {
            cid = null;
            return false;
        }

        // also where there is a file: adding a module again is how one mends it
        if (!_names.ContainsKey(cid) || !HasGoodFile(cid))
        {
            AtomicFile.Write(PathOf(cid), wasm.Span);
        }

        _state.Write(new Statement(
            "INSERT INTO modules (cid, name, added) VALUES (?1, ?2, (SELECT COALESCE(MAX(added), 0) + 1 FROM modules)) "
            + "ON CONFLICT (cid) DO UPDATE SET name = ?2",
            cid, name));
        _names[cid] = name;
        return true;
    }

    /// <summary>Removes a module.</summary>
    public void Remove(string cid)
    {
        _state.Write(new Statement("DELETE FROM modules WHERE cid = ?1", cid));
        _names.TryRemove(cid, out _);
        _compiled.TryRemove(cid, out _);
        File.Delete(PathOf(cid));
    }

    /// <summary>What a module imports of the host decides what it gets.</summary>
    public bool TryGetSettings(
        string cid,
        ModuleEffects effects,
        [NotNullWhen(true)] out ModuleSettings? settings,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        settings = null;
        string name = _names.GetValueOrDefault(cid, cid);
        if (!_options.Effectors.TryAllow(
            name, cid, effects.MountedBinaries, out ImmutableSortedDictionary<string, string>? binaries, out fault))
        {
            return false;
        }

        settings = ModuleSettings.Defaults with { LoggerEnabled = effects.UsesLogger, MountedBinaries = binaries };
        return true;
    }

    /// <summary>Loads a module for a service. Its bytes are checked against its CID each time they are read.</summary>
    public bool TryLoad(string cid, [NotNullWhen(true)] out StoredModule? module, [NotNullWhen(false)] out ServiceFault? fault)
    {
        module = null;
        if (!_names.TryGetValue(cid, out string? name))
        {
            fault = NotFound(cid);
            return false;
        }

        if (!TryCompile(cid, name, out CompiledServiceModule? compiled, out fault)
            || !TryGetSettings(cid, compiled.Effects, out ModuleSettings? settings, out fault))
        {
            return false;
        }

        module = new StoredModule(new ModuleConfig(name, cid + ".wasm", null, settings), compiled);
        return true;
    }

    /// <summary>Removes the files of modules that were never acknowledged.</summary>
    private void RemoveOrphans()
    {
        foreach (string file in Directory.EnumerateFiles(_folder, "*.wasm"))
        {
            if (!_names.ContainsKey(Path.GetFileNameWithoutExtension(file)))
            {
                File.Delete(file);
            }
        }
    }

    private bool HasGoodFile(string cid) =>
        File.Exists(PathOf(cid)) && UnixFsFile.CidOf(File.ReadAllBytes(PathOf(cid))).ToString() == cid;

    private bool TryCompile(
        string cid,
        string name,
        [NotNullWhen(true)] out CompiledServiceModule? module,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        module = null;
        fault = null;
        if (_compiled.TryGetValue(cid, out WeakReference<CompiledServiceModule>? known) && known.TryGetTarget(out module))
        {
            return true;
        }

        try
        {
            byte[] wasm = File.ReadAllBytes(PathOf(cid));
            if (UnixFsFile.CidOf(wasm).ToString() != cid)
            {
                fault = new ServiceFault(
                    $"the file of module {cid} does not have the contents that its name says; add the module again", "WrongModuleHash");
                return false;
            }

            module = CompiledServiceModule.Compile(wasm, name);
            _compiled[cid] = new WeakReference<CompiledServiceModule>(module);
            return true;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            fault = NotFound(cid);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = new ServiceFault($"cannot read module {cid}: {failure.Message}", "ModuleNotFound");
        }
        catch (MarineLoadException failure)
        {
            fault = ServiceFaults.Engine(failure.Error);
        }

        return false;
    }

    private ServiceFault? FindProblem(string name, string cid, ReadOnlyMemory<byte> wasm)
    {
        if (name.Length is 0 or > MaxNameLength || name.StartsWith('.') || name.IndexOfAny(['/', '\\', '\0', ':']) >= 0)
        {
            return new ServiceFault($"a module cannot be called {RustDebug.Print(name)}: its name is also that of a folder", "ModuleName");
        }

        if (wasm.Length > _options.MaxModuleSize)
        {
            return new ServiceFault(
                $"Module {name} has {wasm.Length} bytes, this host takes at most {_options.MaxModuleSize}", "ModuleTooLarge");
        }

        if (_names.Count >= _options.MaxModules && !_names.ContainsKey(cid))
        {
            return new ServiceFault($"this host keeps at most {_options.MaxModules} modules", "TooManyModules");
        }

        try
        {
            ModuleEffects effects = ModuleEffects.Of(ModuleExterns.Imports(WasmModuleFile.Read(wasm)));
            _options.Effectors.TryAllow(name, cid, effects.MountedBinaries, out _, out ServiceFault? forbidden);
            return forbidden;
        }
        catch (ModuleFormatException wrong)
        {
            return new ServiceFault($"Module {name} is no Wasm module: {wrong.Message}", "ModuleInfo");
        }
    }

    private static ServiceFault NotFound(string cid) =>
        new($"Module wasn't found: {cid}; add it by dist.add_module or dist.add_module_from_vault", "ModuleNotFound");

    private string PathOf(string cid) => Path.Combine(_folder, cid + ".wasm");
}
