using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Support;

/// <summary>Services made of the guests.</summary>
internal static class Guests
{
    private static readonly ConcurrentDictionary<(string Name, bool Interprets), Lazy<CompiledServiceModule>> Compiled = [];

    public static CompiledServiceModule Compile(string name, bool interprets = false) => Compiled.GetOrAdd(
        (name, interprets),
        static key => new(() => CompiledServiceModule.Compile(GuestFile.Read(key.Name), key.Name, null, key.Interprets))).Value;

    /// <summary>A service of guests, the last of which is the facade.</summary>
    public static MarineService Load(params string[] names) => Load(new MarineConfig(), new ServiceHost(), names);

    public static MarineService Load(MarineConfig config, ServiceHost host, params string[] names) => MarineService.Load(
        config with { Modules = config.Modules.IsEmpty ? [.. names.Select(static name => Module(name, ModuleSettings.Defaults))] : config.Modules },
        names.ToDictionary(static name => name, static name => Compile(name)), host);

    /// <summary>A service of the guest that uses the host.</summary>
    public static MarineService LoadWorld(ModuleSettings settings, ServiceHost host) =>
        Load(new MarineConfig { Modules = [Module("world", settings)] }, host, "world");

    public static ModuleConfig Module(string name, ModuleSettings settings) => new(name, name + ".wasm", null, settings);

    /// <summary>Calls the facade; arguments and result are JSON.</summary>
    public static string Call(this MarineService service, string function, string arguments = "[]", CallLimits? limits = null)
    {
        ServiceOutcome outcome = service.Call(function, JsonValue.Parse(arguments), CallParameters.Empty, limits);
        Assert.True(outcome.IsSuccess, outcome.Error?.Message);
        return outcome.Result!.ToString()!;
    }

    /// <summary>Calls the facade, which must fail.</summary>
    public static ServiceError Fail(this MarineService service, string function, string arguments = "[]", CallLimits? limits = null) =>
        Assert.IsType<ServiceError>(service.Call(function, JsonValue.Parse(arguments), CallParameters.Empty, limits).Error);

    public static ImmutableSortedDictionary<string, string> Map(params (string Name, string Value)[] entries) =>
        entries.ToImmutableSortedDictionary(static entry => entry.Name, static entry => entry.Value, StringComparer.Ordinal);
}
