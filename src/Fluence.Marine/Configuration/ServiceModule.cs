using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Configuration;

/// <summary>A module as a <c>service.yaml</c> lists it.</summary>
public sealed class ServiceModule
{
    private readonly ConfigMapReader _overrides;

    private ServiceModule(string key, string get, ConfigMapReader overrides) => (Key, Get, _overrides) = (key, get, overrides);

    /// <summary>The key under which it is listed.</summary>
    public string Key { get; }

    /// <summary>The path of its folder, or the address of an archive of it.</summary>
    public string Get { get; }

    /// <summary>The settings of the module with what the service says put over them.</summary>
    public ModuleSettings Apply(ModuleSettings settings) => ModuleOverrides.Read(_overrides, settings);

    internal static ServiceModule Of(string key, ConfigMapReader map)
    {
        ServiceModule module = new(key, map.RequiredText("get"), map);

        // settings of the wrong kind and unknown ones are found now, not when the module is
        _ = module.Apply(ModuleSettings.Defaults);
        map.RefuseUnknown();
        return module;
    }
}
