using Fluence.Services.Builtins;
using Fluence.Services.Calls;

namespace Fluence.Services;

/// <summary>The functions of a peer that hosts services.</summary>
internal static class HostingFunctions
{
    /// <summary>The functions by service and name.</summary>
    public static Dictionary<(string Service, string Function), HostFunction> Table(
        SrvBuiltins srv,
        DistBuiltins dist,
        VaultBuiltins vault,
        StatBuiltins stat,
        SpellBuiltins spell,
        SpellDataBuiltins spellData,
        WorkerBuiltins worker,
        VmBuiltins vm,
        TraceBuiltins trace,
        AquaIpfsBuiltins ipfs,
        SubnetBuiltins subnet) => new()
    {
        [("srv", "list")] = Now(srv.List),
        [("srv", "info")] = Now(srv.Info),
        [("srv", "create")] = srv.CreateAsync,
        [("srv", "remove")] = srv.RemoveAsync,
        [("srv", "get_interface")] = Now(srv.GetInterface),
        [("srv", "add_alias")] = Now(srv.AddAlias),
        [("srv", "resolve_alias")] = Now(srv.ResolveAlias),
        [("srv", "resolve_alias_opt")] = Now(srv.ResolveAliasOpt),
        [("dist", "add_module")] = dist.AddModuleAsync,
        [("dist", "add_module_from_vault")] = dist.AddModuleFromVaultAsync,
        [("dist", "add_module_bytes_from_vault")] = dist.AddModuleBytesFromVaultAsync,
        [("dist", "add_blueprint")] = Now(dist.AddBlueprint),
        [("dist", "make_blueprint")] = Now(DistBuiltins.MakeBlueprint),
        [("dist", "load_blueprint")] = Now(dist.LoadBlueprint),
        [("dist", "get_blueprint")] = Now(dist.GetBlueprint),
        [("dist", "list_blueprints")] = Now(dist.ListBlueprints),
        [("dist", "list_modules")] = Now(dist.ListModules),
        [("dist", "get_module_interface")] = Now(dist.GetModuleInterface),
        [("dist", "make_module_config")] = Now(DistBuiltins.MakeModuleConfig),
        [("dist", "load_module_config")] = Now(dist.LoadModuleConfig),
        [("dist", "default_module_config")] = Now(DistBuiltins.DefaultModuleConfig),
        [("vault", "put")] = Now(vault.Put),
        [("vault", "cat")] = Now(vault.Cat),
        [("stat", "service_memory")] = stat.ServiceMemoryAsync,
        [("stat", "service_stat")] = Now(stat.ServiceStat),
        [("spell", "install")] = spell.InstallAsync,
        [("spell", "remove")] = spell.RemoveAsync,
        [("spell", "list")] = Now(spell.List),
        [("spell", "update_trigger_config")] = spell.UpdateTriggerConfigAsync,
        [("getDataSrv", FunctionRouter.AnyFunction)] = spellData.GetAsync,
        [("errorHandlingSrv", "error")] = spellData.StoreErrorAsync,
        [("callbackSrv", "response")] = spellData.StoreResponseAsync,
        [("worker", "create")] = Now(worker.Create),
        [("worker", "get_worker_id")] = Now(worker.GetWorkerId),
        [("worker", "list")] = Now(worker.List),
        [("worker", "is_active")] = Now(worker.IsActive),
        [("worker", "remove")] = worker.RemoveAsync,
        [("worker", "activate")] = worker.ActivateAsync,
        [("worker", "deactivate")] = worker.DeactivateAsync,
        [("vm", "create")] = Now(vm.Create),
        [("vm", "start")] = Now(vm.Control),
        [("vm", "stop")] = Now(vm.Control),
        [("vm", "reboot")] = Now(vm.Control),
        [("vm", "reset")] = Now(vm.Control),
        [("vm", "status")] = Now(VmBuiltins.Status),
        [("trace", "journey")] = Now(trace.Journey),
        [("aqua-ipfs", "put")] = ipfs.PutAsync,
        [("aqua-ipfs", "dag_put")] = ipfs.DagPutAsync,
        [("aqua-ipfs", "get")] = ipfs.GetAsync,
        [("aqua-ipfs", "get_from")] = ipfs.GetAsync,
        [("aqua-ipfs", "dag_get")] = ipfs.DagGetAsync,
        [("aqua-ipfs", "dag_get_from")] = ipfs.DagGetAsync,
        [("aqua-ipfs", "cat")] = ipfs.CatAsync,
        [("aqua-ipfs", "cat_from")] = ipfs.CatAsync,
        [("aqua-ipfs", "connect")] = ipfs.ConnectAsync,
        [("aqua-ipfs", "set_timeout")] = Now(ipfs.SetTimeout),
        [("aqua-ipfs", "get_local_api_multiaddr")] = Now(ipfs.GetLocalApi),
        [("aqua-ipfs", "set_local_api_multiaddr")] = Now(ipfs.SetLocalApi),
        [("aqua-ipfs", "get_external_api_multiaddr")] = Now(ipfs.GetExternalApi),
        [("aqua-ipfs", "set_external_api_multiaddr")] = ipfs.SetExternalApiAsync,
        [("aqua-ipfs", "get_external_swarm_multiaddr")] = Now(ipfs.GetExternalSwarm),
        [("aqua-ipfs", "set_external_swarm_multiaddr")] = ipfs.SetExternalSwarmAsync,
        [("subnet", "resolve")] = subnet.ResolveAsync,
        [("worker-definition", "parse")] = Now(DefinitionBuiltins.Parse),
        [("worker-definition", "make_blueprint")] = Now(DefinitionBuiltins.MakeBlueprint),
        [("aqua-ipfs", FunctionRouter.AnyFunction)] = Now(ipfs.Other),
    };

    /// <summary>The functions of a peer that serves deals besides.</summary>
    public static Dictionary<(string Service, string Function), HostFunction> Table(ConnectorBuiltins connector, TurnBuiltins turn) => new()
    {
        [("connector", "get_deals")] = Now(connector.GetDeals),
        [("connector", "register_worker")] = connector.RegisterWorkerAsync,
        [("connector", "get_tx_receipts")] = connector.GetReceiptsAsync,
        [("turn", "take")] = Now(turn.Take),
        [("turn", "leave")] = Now(turn.Leave),
    };

    private static HostFunction Now(Func<CallContext, FunctionOutcome> function) => (call, _) => ValueTask.FromResult(function(call));
}
