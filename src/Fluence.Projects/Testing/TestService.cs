using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Services.Host;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Projects.Testing;

/// <summary>
/// A service for tests written in .NET, with any test framework: loaded out of its folder, with folders of its own that vanish with it.
/// </summary>
public sealed class TestService : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly ServiceFolder _folder;
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("fluence-test-");
    private readonly ConcurrentQueue<ServiceLogEntry> _log = new();
    private readonly MemoryStream _error = new();
    private MarineService _service;

    private TestService(ServiceFolder folder)
    {
        _folder = folder;
        _service = Start();
    }

    /// <summary>The lines that the service has logged.</summary>
    public IReadOnlyCollection<ServiceLogEntry> Log => _log;

    /// <summary>The folder under which the service's mapped folders lie.</summary>
    public string WorkingFolder => _home.FullName;

    /// <summary>Who calls; nobody by default.</summary>
    public CallParameters Parameters { get; set; } = CallParameters.Empty;

    /// <summary>Loads a service as it was built last.</summary>
    /// <param name="folder">The folder of its <c>service.yaml</c>.</param>
    /// <exception cref="ProjectException">A module is not built.</exception>
    /// <exception cref="Fluence.Marine.MarineException">The service cannot be loaded.</exception>
    public static TestService Load(string folder) => new(ServiceFolder.Open(folder));

    /// <summary>Calls a function of the facade.</summary>
    /// <typeparam name="T">The type as which the result is read; fields of records are named in snake case.</typeparam>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Its arguments by position.</param>
    /// <exception cref="TestCallException">The call failed.</exception>
    public T Call<T>(string function, params object?[] arguments)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(arguments, Json);
        _ = JsonValue.TryParse(json, out JsonValue? values, out _);
        ServiceOutcome outcome = _service.Call(function, values!, Parameters);
        return outcome.Error is null
            ? JsonSerializer.Deserialize<T>(outcome.Result!.ToString(), Json)!
            : throw new TestCallException(function, outcome.Error.Message, Encoding.UTF8.GetString(_error.ToArray()));
    }

    /// <summary>Loads the service anew over the same folders, as a peer does after a restart.</summary>
    public void Restart()
    {
        _service.Dispose();
        _service = Start();
    }

    /// <summary>Closes the service and deletes its folders.</summary>
    public void Dispose()
    {
        _service.Dispose();
        _error.Dispose();
        _home.Delete(recursive: true);
    }

    private MarineService Start()
    {
        MarineConfig config = _folder.ToConfig(null, WasmLocator.Find);
        return MarineService.Load(
            config,
            config.Modules.ToDictionary(
                static module => module.Name,
                static module => CompiledServiceModule.Compile(File.ReadAllBytes(module.LoadFrom!), module.Name)),
            new ServiceHost { ServiceId = _folder.Name, WorkingFolder = WorkingFolder, Error = _error, Log = _log.Enqueue });
    }
}
