using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Faults;

/// <summary>What a <see cref="Victim"/> does with spells, whose counters only grow, and with workers.</summary>
internal sealed class VictimSpells(HostedHarness peer, Action<string> tell)
{
    private const int MostSpells = 4, MostWorkers = 4;

    public async Task WorkAsync(Random random, List<string> spells)
    {
        JsonArray known = (JsonArray)await peer.GetAsync("worker.list", "[]");
        List<string> workers = [.. known.Items.Select(id => ((JsonString)id).Value)];
        while (true)
        {
            string? spell = spells.Count == 0 ? null : spells[random.Next(spells.Count)];
            switch (random.Next(8))
            {
                case 0 when spells.Count < MostSpells:
                    spells.Add(await peer.InstallAsync());
                    tell($"created {spells[^1]}");
                    break;
                case 1 when spell is not null:
                    tell($"removing {spell}");
                    await peer.GetAsync("spell.remove", $"[\"{spell}\"]", SpellCalls.Managed());
                    spells.Remove(spell);
                    tell($"removed {spell}");
                    break;
                case 2 when workers.Count < MostWorkers:
                    workers.Add(await peer.GetTextAsync("worker.create", $"[\"deal{random.Next()}\", []]", SpellCalls.Managed()));
                    tell($"worker {workers[^1]}");
                    break;
                case 3 when workers.Count > 0:
                    string worker = workers[random.Next(workers.Count)];
                    tell($"removing {worker}");
                    await peer.GetAsync("worker.remove", $"[\"{worker}\"]", SpellCalls.Managed());
                    workers.Remove(worker);
                    tell($"removed {worker}");
                    break;
                case > 3 when spell is not null:
                    await CountAsync(spell);
                    break;
            }
        }
    }

    /// <summary>The counter of a spell; 0 where it has not counted yet.</summary>
    public static async Task<ulong> ReadAsync(HostedHarness peer, string spell)
    {
        JsonObject result = (JsonObject)await peer.GetAsync($"{spell}.get_u32", "[\"counter\"]", peer.Of(spell));
        return result.TryGetValue("value", out JsonValue? value) && ((JsonNumber)value).TryGetUInt64(out ulong number) ? number
            : throw new InvalidDataException($"{result}");
    }

    private async Task CountAsync(string spell)
    {
        CallingParticle particle = peer.Of(spell);
        ulong next = await ReadAsync(peer, spell) + 1;
        tell($"counting {spell} {next}");
        await peer.DoAsync($"{spell}.set_u32", $"[\"counter\", {next}]", particle);
        tell($"counted {spell} {next}");
    }
}
