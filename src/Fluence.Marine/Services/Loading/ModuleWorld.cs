using Fluence.Marine.Configuration;
using Fluence.Marine.Services.Host;
using Fluence.Wasm.Wasi;

namespace Fluence.Marine.Services.Loading;

/// <summary>What a module sees through WASI: its environment and its folders.</summary>
internal static class ModuleWorld
{
    private const string ServiceId = "service_id", LogLevel = "WASM_LOG";

    /// <summary>The options of a module. Its folders are made where they are missing.</summary>
    /// <exception cref="MarineLoadException">A folder cannot be made.</exception>
    public static WasiOptions Of(ModuleConfig module, string? workingFolder, ServiceHost host)
    {
        Dictionary<string, string> folders = module.Settings.MappedDirs.ToDictionary(
            static folder => folder.Key, folder => Path.Combine(workingFolder ?? "", folder.Value), StringComparer.Ordinal);
        foreach (string folder in folders.Values)
        {
            Make(folder);
        }

        return new WasiOptions
        {
            Environment = Environment(module, folders, host), Folders = folders,
            UnlistedFolders = host.UnlistedFolders, Quotas = host.Quotas,
            Output = host.Output, Error = host.Error, Time = host.Time, Random = host.Random,
        };
    }

    private static Dictionary<string, string> Environment(ModuleConfig module, Dictionary<string, string> folders, ServiceHost host)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        if (module.Settings.LoggerEnabled && new LogLevels(host.LogLevels).Of(module.Name) is { } level)
        {
            variables[LogLevel] = level;
        }

        IEnumerable<KeyValuePair<string, string>> service = host.ServiceId.Length > 0 ? [new(ServiceId, host.ServiceId)] : [];
        foreach ((string name, string value) in module.Settings.Envs.Concat(host.Environment).Concat(service).Concat(folders))
        {
            variables[name] = value;
        }

        return variables;
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MarineLoadException(
                new ServiceError(ServiceErrorKind.InvalidConfig, $"IOError: the mapped folder {folder} cannot be made: {failure.Message}"),
                failure);
        }
    }
}
