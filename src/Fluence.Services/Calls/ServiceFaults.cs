using Fluence.Marine.Services;
using Fluence.Services.Blueprints;
using Fluence.Services.Scopes;
using Fluence.Services.Units;

namespace Fluence.Services.Calls;

/// <summary>The faults of modules, blueprints and services with the texts of the original.</summary>
internal static class ServiceFaults
{
    public static ServiceFault Engine(ServiceError error) => new(error.Message, $"Engine({error.Kind})");

    public static ServiceFault NoService(string id, PeerScope scope) => new(
        $"Service with id '{id}' not found on {scope}", $"NoSuchService({RustDebug.Print(id)}, {scope})");

    public static ServiceFault NoAlias(string alias, PeerScope scope) => new(
        $"Service with alias '{alias}' is not found on worker '{scope}'", $"NoSuchAlias({RustDebug.Print(alias)}, {scope})");

    public static ServiceFault NoWorker(PeerScope scope) => new(
        $"Worker {scope.Worker} not found", $"WorkerNotFound {{ worker_id: WorkerId(PeerId(\"{scope.Worker}\")) }}");

    public static ServiceFault Forbidden(object user, string function, string reason) => new(
        $"Forbidden. User id '{user}' cannot call function '{function}': {reason}",
        $"Forbidden {{ user: PeerId(\"{user}\"), function: {RustDebug.Print(function)}, reason: {RustDebug.Print(reason)} }}");

    public static ServiceFault ForbiddenAliasRoot(object user) => new(
        $"Forbidden. User id '{user}' cannot call function 'add_alias': only management peer id can add top-level aliases",
        $"ForbiddenAliasRoot(PeerId(\"{user}\"))");

    public static ServiceFault ForbiddenAliasWorker(object user) => new(
        $"Forbidden. User id '{user}' cannot call function 'add_alias': "
        + "only worker, worker creator and management peer id can add worker-level aliases",
        $"ForbiddenAliasWorker(PeerId(\"{user}\"))");

    public static ServiceFault AliasIsId(string alias) => new(
        $"Cannot add alias '{alias}' because there is a service with that id", $"AliasAsServiceId({RustDebug.Print(alias)})");

    public static ServiceFault AliasIsReserved(string alias) => new(
        $"Cannot add alias '{alias}' because it is reserved", $"ForbiddenAlias({RustDebug.Print(alias)})");

    public static ServiceFault AliasIsTaken(string alias) => new(
        $"Cannot add alias '{alias}' because another service has it", $"AliasIsTaken({RustDebug.Print(alias)})");

    public static ServiceFault NoBlueprint(string id) => new(
        $"Blueprint '{id}' wasn't found", $"BlueprintNotFound {{ id: {RustDebug.Print(id)} }}");

    public static ServiceFault NoDependencies(string id) => new(
        $"Blueprint '{id}' has empty list of dependencies", $"EmptyDependenciesList {{ id: {RustDebug.Print(id)} }}");

    public static ServiceFault TooMuchMemory(Blueprint blueprint, UnitLimits unit) => new(
        $"the service '{blueprint.Name}' wants {blueprint.MemoryLimit} bytes (its total_memory_limit), and {unit.Explain()}; "
        + "lower totalMemoryLimit of the service and deploy it again", "TooMuchMemory");

    public static ServiceFault Overloaded(string id, int waiting) => new(
        $"Service '{id}' is overloaded: {waiting} calls wait for it; try again later", "Overloaded");

    public static ServiceFault TooMany(string what, int most) => new($"this host keeps at most {most} {what}", "TooMany");
}
