using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Client;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Deals;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Deploy;

/// <summary>Waits until the workers of a deal have its application.</summary>
/// <param name="session">The chain.</param>
/// <param name="functions">By which workers are asked.</param>
/// <param name="peers">What peers are called.</param>
/// <param name="report">Told of each worker that is ready.</param>
internal sealed class DealWait(ChainSession session, DeployFunctions functions, PeerNames peers, Action<string> report)
{
    private const string Successful = "INSTALLATION_SUCCESSFUL", Failed = "INSTALLATION_FAILED";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until so many workers are ready.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="count">How many.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <exception cref="CommandException">It took too long; the message says what is missing.</exception>
    public async Task UntilReadyAsync(Address deal, int count, TimeSpan patience, CancellationToken cancellation)
    {
        Dictionary<Bytes32, string> missing = [];
        HashSet<Bytes32> ready = [];
        DealClient deals = new(session.Sender, session.Contracts);
        ProviderNames providers = new(session);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        using PeriodicTimer timer = new(PollInterval);
        try
        {
            do
            {
                DealInfo info = await deals.GetAsync(deal, cancellation: timeout.Token);
                missing.Clear();
                foreach (DealUnit unit in info.Units.Where(unit => !ready.Contains(unit.Id)))
                {
                    string name = $"{peers.Of(unit.PeerId.ToPeerId().ToString())} of "
                        + await providers.ShortAsync(unit.Provider, timeout.Token);
                    if (!unit.HasWorker)
                    {
                        missing[unit.Id] = $"{name} has registered no worker yet";
                    }
                    else if (await ProblemAsync(unit, info.App.ToText(), timeout.Token) is { } problem)
                    {
                        missing[unit.Id] = $"{name}: {problem}";
                    }
                    else
                    {
                        ready.Add(unit.Id);
                        report($"{name} runs the worker {unit.WorkerId.ToPeerId()}");
                    }
                }
            }
            while (ready.Count < count && await timer.WaitForNextTickAsync(timeout.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            string what = missing.Count > 0 ? string.Join("; ", missing.Values) : "no more units have joined the deal";
            throw new CommandException($"{ready.Count} of {count} workers are ready after {patience.TotalSeconds} s: {what}. The peers "
                + $"go on "
                + "by themselves: `fluence deal info` and `fluence deal logs` show how far they are");
        }
    }

    private async Task<string?> ProblemAsync(DealUnit unit, string app, CancellationToken cancellation)
    {
        try
        {
            JsonArray states = (JsonArray)await functions.CallAsync(
                "states_of", cancellation, new JsonString(unit.PeerId.ToPeerId().ToString()),
                new JsonString(unit.WorkerId.ToPeerId().ToString()));
            if (states.Items.LastOrDefault() is not JsonString last || !JsonValue.TryParse(last.Value, out JsonValue? state, out _)
                || state is not JsonObject map)
            {
                return "it has not begun to install";
            }

            string name = Text(map, "state"), message = Text(map, "message");
            return name switch
            {
                Successful when message == app => null,
                Successful => "it has the former application still",
                Failed => $"the installation failed and is tried again: {message}",
                _ => $"it installs {message}",
            };
        }
        catch (ScriptException unreachable)
        {
            return unreachable.Message;
        }
    }

    private static string Text(JsonObject map, string key) =>
        map.TryGetValue(key, out JsonValue? value) && value is JsonString text ? text.Value : "";
}
