using System.Collections.Immutable;
using Fluence.Cli.Output;
using Fluence.Client;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Deploy;

/// <summary>Makes a worker on a peer as a plan says, or brings the one that is there up to date.</summary>
/// <param name="functions">How peers are asked.</param>
/// <param name="cids">The CIDs of modules, by file.</param>
/// <param name="progress">Told what is done, as it is done.</param>
internal sealed class WorkerDeployer(DeployFunctions functions, IReadOnlyDictionary<string, string> cids, Action<string> progress)
{
    private const string WorkerSpell = "worker-spell";

    // at once, and every ten minutes
    private static readonly JsonObject Regularly = Trigger(1, 600);

    /// <summary>Deploys to one peer.</summary>
    /// <exception cref="CommandException">The peer refuses, or cannot be reached.</exception>
    public async Task<DeployedWorker> DeployAsync(DeploymentPlan plan, string host, string deal, CancellationToken cancellation)
    {
        try
        {
            string? found = (await functions.CallAsync("find_worker", cancellation, Text(host), Text(deal)) as JsonString)?.Value;
            string worker = found ?? Plain(await functions.CallAsync("create_worker", cancellation, Text(host), Text(deal)));
            progress(found is null ? $"made worker {worker}" : $"found worker {worker}");
            foreach (ServicePlan service in plan.Services)
            {
                await DeployAsync(service, host, worker, cancellation);
            }

            await DeploySpellsAsync(plan, host, worker, cancellation);
            await functions.CallAsync("activate_worker", cancellation, Text(host), Text(deal));
            await RemoveOthersAsync(plan, host, worker, cancellation);
            return new DeployedWorker(host, worker, await SpellIdAsync(host, worker, cancellation));
        }
        catch (ScriptException failed)
        {
            throw new CommandException($"{host}: {Explain(failed.Message)}");
        }
    }

    private async Task DeployAsync(ServicePlan service, string host, string worker, CancellationToken cancellation)
    {
        ImmutableArray<JsonValue>.Builder hashes = ImmutableArray.CreateBuilder<JsonValue>();
        foreach (ModulePlan module in service.Modules)
        {
            JsonObject added = (JsonObject)await functions.CallAsync(
                "add_module", cancellation, Text(host), Text(module.Name), Text(cids[module.WasmFile]));
            if (Member(added, "success") is not JsonBool { Value: true })
            {
                throw new CommandException(
                    $"{host} cannot get the module {module.Name} ({cids[module.WasmFile]}): {Plain(Member(added, "error"))}");
            }

            hashes.Add(Member(added, "path"));
        }

        JsonObject deployed = (JsonObject)await functions.CallAsync(
            "deploy_service", cancellation, Text(host), Text(worker), Text(service.Name), new JsonArray(hashes.ToImmutable()),
            JsonNumber.FromUInt64(service.MemoryLimit ?? 0));
        bool isNew = Member(deployed, "is_new") is JsonBool { Value: true };
        progress($"{service.Name}: {(isNew ? "made" : "unchanged,")} service {Plain(Member(deployed, "id"))}");
    }

    private async Task DeploySpellsAsync(DeploymentPlan plan, string host, string worker, CancellationToken cancellation)
    {
        bool hasWorkerSpell = (await ServicesAsync(host, worker, cancellation)).Any(static each => each.Aliases.Contains(WorkerSpell));
        IEnumerable<SpellPlan> spells = hasWorkerSpell
            ? plan.Spells : plan.Spells.Prepend(new SpellPlan(WorkerSpell, functions.WorkerSpell, JsonObject.Empty, Regularly));
        foreach (SpellPlan spell in spells)
        {
            await functions.CallAsync(
                "deploy_spell", cancellation, Text(host), Text(worker), Text(spell.Name), Text(spell.Script), spell.Arguments,
                spell.Trigger);
            progress($"{spell.Name}: installed spell");
        }
    }

    /// <summary>Removes what the worker has and the plan has not.</summary>
    private async Task RemoveOthersAsync(DeploymentPlan plan, string host, string worker, CancellationToken cancellation)
    {
        HashSet<string> kept =
            [.. plan.Services.Select(static each => each.Name), .. plan.Spells.Select(static each => each.Name), WorkerSpell];
        foreach (WorkerService service in await ServicesAsync(host, worker, cancellation))
        {
            if (!service.Aliases.Any(kept.Contains))
            {
                await functions.CallAsync(
                    service.IsSpell ? "remove_spell" : "remove_service", cancellation, Text(host), Text(worker), Text(service.Id));
                progress($"removed {string.Join(", ", service.Aliases.DefaultIfEmpty(service.Id))}");
            }
        }
    }

    private async Task<string> SpellIdAsync(string host, string worker, CancellationToken cancellation) =>
        (await ServicesAsync(host, worker, cancellation)).First(static each => each.Aliases.Contains(WorkerSpell)).Id;

    private async Task<ImmutableArray<WorkerService>> ServicesAsync(string host, string worker, CancellationToken cancellation) =>
        [.. ((JsonArray)await functions.CallAsync("services_of", cancellation, Text(host), Text(worker))).Items
            .Cast<JsonObject>().Select(WorkerService.Of)];

    private static string Explain(string message) => message.Contains("Only management", StringComparison.Ordinal)
        || message.Contains("only available to the host", StringComparison.Ordinal)
            ? $"your key may not deploy there ({message}); it must be the peer's management_peer_id, see `fluence key list` and --sk"
            : message;

    /// <summary>When a spell runs, as <c>spell.install</c> takes it.</summary>
    internal static JsonObject Trigger(long start, long period, long end = 0) => new(
        ("clock", new JsonObject(
            ("start_sec", JsonNumber.FromInt64(start)), ("end_sec", JsonNumber.FromInt64(end)),
            ("period_sec", JsonNumber.FromInt64(period)))),
        ("connections", new JsonObject(("connect", JsonBool.False), ("disconnect", JsonBool.False))),
        ("blockchain", new JsonObject(("start_block", JsonNumber.FromInt64(0)), ("end_block", JsonNumber.FromInt64(0)))));

    private static JsonString Text(string text) => new(text);

    private static JsonValue Member(JsonObject value, string name) =>
        value.TryGetValue(name, out JsonValue? member) ? member : JsonNull.Instance;

    private static string Plain(JsonValue value) => value is JsonString text ? text.Value : value.ToString();
}

/// <summary>A worker that is as its plan says.</summary>
/// <param name="Host">The peer.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Spell">Its worker spell.</param>
internal sealed record DeployedWorker(string Host, string Worker, string Spell);

/// <summary>A service or spell of a worker.</summary>
internal sealed record WorkerService(string Id, bool IsSpell, ImmutableArray<string> Aliases)
{
    /// <summary>Reads what <c>srv.list</c> tells.</summary>
    public static WorkerService Of(JsonObject service) => new(
        service.TryGetValue("id", out JsonValue? id) && id is JsonString text ? text.Value : "",
        service.TryGetValue("service_type", out JsonValue? kind) && kind is JsonString { Value: "spell" },
        service.TryGetValue("aliases", out JsonValue? aliases) && aliases is JsonArray names
            ? [.. names.Items.OfType<JsonString>().Select(static name => name.Value)] : []);
}
