using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Linearizability;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Clients of the key-value store that work at the same time, each doing one thing after the other.</summary>
/// <param name="network">The network.</param>
/// <param name="timeout">How long scripts wait, in milliseconds.</param>
/// <param name="scriptOf">The scripts of <c>put</c> and <c>get</c>.</param>
internal sealed class KvClients(SimulatedNetwork network, int timeout, Func<string, string> scriptOf)
{
    private static readonly string[] Keys = ["a", "a", "a", "b"];

    private readonly Dictionary<string, List<RegisterOperation>> _histories = Keys.Distinct().ToDictionary(static key => key, static _ => new List<RegisterOperation>());
    private int _busy;

    public void Run(int clients, int operationsOfEach)
    {
        _busy = clients;
        for (int client = 0; client < clients; client++)
        {
            Next(client, operationsOfEach);
        }

        network.Clock.Run(() => _busy == 0, long.MaxValue);
    }

    /// <summary>The histories that could not have happened, as text; empty if all could.</summary>
    public string Impossible() => string.Join('\n', _histories.Where(static each => !RegisterHistory.IsLinearizable(each.Value))
        .Select(static each => $"the history of {each.Key} is not linearizable:\n{string.Join('\n', each.Value)}"));

    private void Next(int client, int left)
    {
        if (left == 0)
        {
            _busy--;
            return;
        }

        string key = Keys[network.Random.Next(Keys.Length)];
        string? written = network.Random.Next(2) == 0 ? $"{client}.{left}" : null;
        (string, JsonValue)[] arguments =
            [("replicas", network.ReplicaList), ("group", Json.Text("g")), ("key", Json.Text(key)), ("timeout_ms", Json.Number(timeout))];
        SimulatedParticle particle = written is null
            ? network.Call(scriptOf("get"), arguments)
            : network.Call(scriptOf("put"), [.. arguments, ("value", Json.Text(written)), ("request", Json.Text(written))]);
        particle.OnEnd = () =>
        {
            bool isOk = particle.Results is [var result] && result.Get("ok").IsTrue();
            if (written is not null)
            {
                _histories[key].Add(new(particle.Started, isOk ? particle.Ended : long.MaxValue, true, written));
            }
            else if (isOk)
            {
                _histories[key].Add(new(particle.Started, particle.Ended, false, particle.Result.Get("value").AsText()));
            }

            network.Clock.After(network.Random.Next(50), () => Next(client, left - 1));
        };
        network.Clock.After(particle.Ttl, particle.End);
    }
}
