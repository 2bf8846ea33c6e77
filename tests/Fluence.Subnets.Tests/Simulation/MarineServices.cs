using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fluence.AquaVM;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;
using Fluence.Services.Calls;
using Fluence.TestKit;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>One Marine service of <c>aqua/services</c> on each replica of a network, each with a state folder of its own.</summary>
internal sealed class MarineServices : IDisposable
{
    private static readonly ConcurrentDictionary<string, (ServiceFolder Folder, MarineConfig Config, CompiledServiceModule Module)> Built = new();

    private readonly string _name;
    private readonly SimulatedNetwork _network;
    private readonly string _state = TestFolder.New();
    private readonly Dictionary<SimulatedPeer, MarineService> _services = [];

    /// <param name="network">The network.</param>
    /// <param name="folder">The service's folder.</param>
    /// <param name="aliases">The aliases under which scripts call it.</param>
    public MarineServices(SimulatedNetwork network, string folder, params ReadOnlySpan<string> aliases)
    {
        _name = folder;
        _network = network;
        foreach (string alias in aliases)
        {
            network.Services[alias] = Call;
        }

        network.Restarting += Unload;
    }

    /// <summary>Calls a service as nobody.</summary>
    public JsonValue Ask(SimulatedPeer peer, string function, params JsonValue[] arguments) =>
        Service(peer).Call(function, new JsonArray(arguments), CallParameters.Empty).Result!;

    public void Dispose()
    {
        foreach (MarineService service in _services.Values)
        {
            service.Dispose();
        }

        Directory.Delete(_state, recursive: true);
    }

    private CallResult Call(SimulatedPeer peer, CallContext call)
    {
        CallParameters parameters = new()
        {
            HostId = peer.Id,
            WorkerId = peer.Id,
            Particle = new ParticleParameters { Id = call.Particle.Id, InitPeerId = call.InitPeerId.ToString(), Timestamp = call.Particle.Timestamp },
            Tetraplets = [.. call.Request.Tetraplets.Select(static list => list.Select(static each =>
                new SecurityTetraplet(each.PeerPk, each.ServiceId, each.FunctionName, each.Lens)).ToImmutableArray())],
        };
        ServiceOutcome outcome = Service(peer).Call(call.Request.FunctionName, new JsonArray(call.Request.Arguments), parameters);
        return outcome.Error is null
            ? new CallResult(0, (outcome.Result ?? JsonNull.Instance).ToString()) : new CallResult(1, Json.Text(outcome.Error.Message).ToString());
    }

    /// <summary>A peer that has stopped finds its service anew when it has started, with what it has on disk.</summary>
    private void Unload(SimulatedPeer peer)
    {
        if (_services.Remove(peer, out MarineService? service))
        {
            service.Dispose();
        }
    }

    private MarineService Service(SimulatedPeer peer)
    {
        if (!_services.TryGetValue(peer, out MarineService? service))
        {
            (ServiceFolder folder, MarineConfig config, CompiledServiceModule module) = Built.GetOrAdd(_name, Compile);
            string home = Directory.CreateDirectory(Path.Combine(_state, peer.Name)).FullName;
            service = _services[peer] = MarineService.Load(
                config,
                new Dictionary<string, CompiledServiceModule> { [config.Modules[^1].Name] = module },
                new ServiceHost { ServiceId = folder.Name, WorkingFolder = home, Time = _network.Clock });
        }

        return service;
    }

    private static (ServiceFolder Folder, MarineConfig Config, CompiledServiceModule Module) Compile(string name)
    {
        ServiceFolder folder = ServiceFolder.Open(Path.Combine(AquaScripts.Library, "services", name));
        MarineConfig config = folder.Yaml.ToConfig(module =>
        {
            ModuleFolder each = ModuleFolder.Open(Path.Combine(folder.Folder, module.Get));
            return (each.Yaml, WasmLocator.Find(each));
        });
        ModuleConfig facade = config.Modules[^1];
        return (folder, config, CompiledServiceModule.Compile(File.ReadAllBytes(facade.LoadFrom!), facade.Name));
    }
}
