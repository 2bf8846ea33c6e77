using System.Text.Json;
using System.Text.Json.Serialization;
using Fluence.Cli.Output;

namespace Fluence.Cli.Local.Chain;

/// <summary>The chain of a local network, and the index of its market: two processes and the files in a folder of theirs.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Port">The port of the chain's JSON-RPC, by HTTP and WebSocket.</param>
/// <param name="ProcessId">The chain's process.</param>
/// <param name="IndexPort">The port of the index.</param>
/// <param name="IndexProcessId">The index's process; 0 before it is started.</param>
internal sealed record LocalChain(string Folder, int Port, int ProcessId, int IndexPort, int IndexProcessId)
{
    /// <summary>The port that other programs expect a local chain on.</summary>
    public const int DefaultPort = 8545;

    /// <summary>The port that other programs expect the index of a local market on.</summary>
    public const int DefaultIndexPort = 8000;

    /// <summary>The chain's number, which anvil has without being told another one.</summary>
    public const int Id = 31337;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The chain's JSON-RPC.</summary>
    [JsonIgnore]
    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>The chain's JSON-RPC by WebSocket.</summary>
    [JsonIgnore]
    public Uri WebSocketUrl => new($"ws://127.0.0.1:{Port}");

    /// <summary>The index's GraphQL.</summary>
    [JsonIgnore]
    public Uri IndexUrl => new($"http://127.0.0.1:{IndexPort}/subgraphs/name/fluence-deal-contracts");

    /// <summary>What the chain has stored; the chain begins with it.</summary>
    [JsonIgnore]
    public string StateFile => Path.Combine(Folder, "state.json");

    /// <summary>The log of the chain's process.</summary>
    [JsonIgnore]
    public string LogFile => Path.Combine(Folder, "chain.log");

    /// <summary>The index's data.</summary>
    [JsonIgnore]
    public string IndexFile => Path.Combine(Folder, "index.sqlite");

    /// <summary>The log of the index's process.</summary>
    [JsonIgnore]
    public string IndexLogFile => Path.Combine(Folder, "index.log");

    /// <summary>The chain's process.</summary>
    [JsonIgnore]
    public BackgroundProcess Process => new(ProcessId, StateFile);

    /// <summary>The index's process.</summary>
    [JsonIgnore]
    public BackgroundProcess IndexProcess => new(IndexProcessId, IndexFile);

    /// <summary>The chain of a network; null if none was started.</summary>
    /// <exception cref="CommandException">The file about it is damaged.</exception>
    public static LocalChain? Load(LocalNetwork network)
    {
        string file = FileOf(network.ChainFolder);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<LocalChain>(File.ReadAllText(file)) : null;
        }
        catch (JsonException damaged)
        {
            throw new CommandException($"{file} is damaged ({damaged.Message}); stop the chain by hand and delete it");
        }
    }

    /// <summary>The chain of a network, if it runs.</summary>
    public static LocalChain? Running(LocalNetwork network) => Load(network) is { Process.IsRunning: true } chain ? chain : null;

    public void Save()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(FileOf(Folder), JsonSerializer.Serialize(this, Indented));
    }

    /// <summary>Stops both processes. What the chain has stored stays.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        await IndexProcess.StopAsync(cancellation);
        await Process.StopAsync(cancellation);
        File.Delete(FileOf(Folder));
    }

    private static string FileOf(string folder) => Path.Combine(folder, "chain.json");
}
