using System.Diagnostics;
using System.Text.Json;
using Fluence.Client.Functions;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.CompiledFunctions;

/// <summary>What aqua-api 0.14.6 makes of <c>typed.aqua</c>, as our client takes it.</summary>
internal sealed class CompiledAqua
{
    private static readonly Lazy<Task<CompiledAqua>> Once = new(CompileAsync);

    private readonly Dictionary<string, AquaFunction> _functions;
    private readonly Dictionary<string, ServiceDefinition> _services;

    private CompiledAqua(JsonElement compiled)
    {
        _functions = compiled.GetProperty("functions").EnumerateObject().ToDictionary(
            static function => function.Name,
            static function => new AquaFunction(
                FunctionDefinition.Parse(function.Value.GetProperty("definition").GetRawText()),
                function.Value.GetProperty("script").GetString()!));
        _services = compiled.GetProperty("services").EnumerateObject().ToDictionary(
            static service => service.Name, static service => ServiceDefinition.Parse(service.Value.GetRawText()));
    }

    public static Task<CompiledAqua> GetAsync() => Once.Value;

    public AquaFunction Function(string name) => _functions[name];

    public ServiceDefinition Service(string name) => _services[name];

    private static async Task<CompiledAqua> CompileAsync()
    {
        using Process node = NodeProgram.Start("client", "compile.mjs", "typed.aqua");
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        using JsonDocument compiled = JsonDocument.Parse(output);
        return new CompiledAqua(compiled.RootElement);
    }
}
