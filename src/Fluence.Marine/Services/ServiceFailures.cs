using Fluence.Marine.Configuration;
using Fluence.Marine.Services.Adapters;
using Fluence.Marine.Text;

namespace Fluence.Marine.Services;

/// <summary>The errors of services, in the original's words.</summary>
internal static class ServiceFailures
{
    public static MarineLoadException NotProvided(
        MarineConfig config, ModuleConfig module, IReadOnlyDictionary<string, CompiledServiceModule> modules)
    {
        string folder = config.ModulesDir is null ? "None" : $"Some({RustText.Quote(config.ModulesDir)})";
        string provided = string.Join(", ", modules.Keys.Order(StringComparer.Ordinal).Select(RustText.Quote));
        return new MarineLoadException(new ServiceError(
            ServiceErrorKind.InvalidConfig,
            $"module with name {module.Name} is specified in config (dir: {folder}), but not found in provided modules: [{provided}]"));
    }

    public static MarineLoadException Duplicate(string module) => new(new ServiceError(
        ServiceErrorKind.Link,
        $"engine error: module with name '{module}' already loaded into Marine, please specify another name"));

    public static ServiceError NotLoaded(string module) =>
        new(ServiceErrorKind.ModuleMissing, $"engine error: module with name '{module}' isn't loaded into Marine");

    public static ServiceError NoFunction(string module, string function) => new(
        ServiceErrorKind.FunctionMissing, $"engine error: module with name '{module}' doesn't have function with name {function}");

    public static ServiceError ModuleMissing(string module) =>
        new(ServiceErrorKind.ModuleMissing, $"module with name \"{module}\" is missing");

    public static ServiceError FunctionMissing(string function) =>
        new(ServiceErrorKind.FunctionMissing, $"function with name `{function}` is missing");

    public static ServiceError Arguments(string module, string function, ValueJsonException problem) => new(
        ServiceErrorKind.Arguments,
        $"arguments from json deserialization error in module \"{module}\", function \"{function}\": {problem.Message}");

    public static ServiceError Result(string module, string function, ValueJsonException problem) => new(
        ServiceErrorKind.Result,
        $"output to json serialization error in module \"{module}\", function \"{function}\": {problem.Message}");

    /// <summary>A call that failed in a module or on the way to it.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="rejects">How often a module was refused memory.</param>
    public static ServiceError Engine(Exception failure, int rejects)
    {
        string original = $"Execution error: {failure.Message}";
        ServiceErrorKind kind = GuestFailure.KindOf(failure);
        bool wasStopped = kind is ServiceErrorKind.OutOfFuel or ServiceErrorKind.Interrupted or ServiceErrorKind.StackExhausted;
        return rejects > 0 && !wasStopped
            ? new ServiceError(
                ServiceErrorKind.OutOfMemory, $"Engine error when OOM suspected ({rejects} failed allocations), original error: {original}")
            : new ServiceError(kind, $"engine error: {original}");
    }
}
