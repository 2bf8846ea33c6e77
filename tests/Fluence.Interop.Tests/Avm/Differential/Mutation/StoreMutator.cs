using System.Collections.Immutable;
using System.Text;
using Fluence.AquaVM.Data;

namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>Tampers with what is stored under CIDs.</summary>
internal sealed class StoreMutator(Random random)
{
    private static readonly string[] OddCids =
    [
        "", "b", "bagaaihra", "not a cid", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG", "BAGAAIHRA2Y55TKBGV6I4D7VDOGLFUZHBD3RA6E7ENNPVFRMZAEJWMBNTUSDQ",
        "bagaaihra2y55tkbgv6i4d7vdoglfuzhbd3ra6e7ennpvfrmzaejwmbntusd", "z", "é",
    ];

    private delegate T Change<T>(T content);

    public InterpreterData Mutate(InterpreterData data) => random.Next(6) switch
    {
        0 or 1 => data with { Values = Mutate(data.Values, Alter) },
        2 => data with { Tetraplets = Mutate(data.Tetraplets, Alter) },
        3 => data with { CanonElements = Mutate(data.CanonElements, Alter) },
        4 => data with { CanonResults = Mutate(data.CanonResults, Alter) },
        _ => data with { ServiceResults = Mutate(data.ServiceResults, Alter) },
    };

    private CidStore<T> Mutate<T>(CidStore<T> store, Change<T> alter)
        where T : class
    {
        List<KeyValuePair<DataCid, T>> entries = [];
        foreach (KeyValuePair<DataCid, T> entry in store)
        {
            entries.Add(entry);
        }

        if (entries.Count == 0)
        {
            return store;
        }

        int index = random.Next(entries.Count);
        KeyValuePair<DataCid, T> chosen = entries[index];
        switch (random.Next(6))
        {
            case 0:
                entries.RemoveAt(index);
                break;
            case 1:
                entries[index] = KeyValuePair.Create(Odd(chosen.Key), chosen.Value);
                break;
            case 2:
                entries.Add(KeyValuePair.Create(chosen.Key, entries[random.Next(entries.Count)].Value));
                break;
            default:
                entries[index] = KeyValuePair.Create(chosen.Key, alter(chosen.Value));
                break;
        }

        CidStore<T> mutated = new();
        foreach ((DataCid cid, T content) in entries)
        {
            mutated.Set(cid, content);
        }

        return mutated;
    }

    private VmValue Alter(VmValue value)
    {
        string text = Encoding.UTF8.GetString(value.StoredText);
        string altered = random.Next(5) switch
        {
            0 => text + " ",
            1 => ServiceTexts.Values[random.Next(ServiceTexts.Values.Count)],
            2 => ServiceTexts.Broken[random.Next(ServiceTexts.Broken.Count)].Replace("\ufeff", "", StringComparison.Ordinal),
            3 => text.Length == 0 ? "1" : text[..^1],
            _ => $"[{text}]",
        };
        return VmValue.FromStored(Encoding.UTF8.GetBytes(altered));
    }

    private SecurityTetraplet Alter(SecurityTetraplet tetraplet) => random.Next(4) switch
    {
        0 => tetraplet with { PeerPk = random.Next(4) == 0 ? "nobody" : NetworkCase.Ids[random.Next(NetworkCase.MostPeers)] },
        1 => tetraplet with { ServiceId = tetraplet.ServiceId + "s" },
        2 => tetraplet with { FunctionName = "" },
        _ => tetraplet with { Lens = ".$.a" },
    };

    private CanonElementAggregate Alter(CanonElementAggregate element) => random.Next(4) switch
    {
        0 => element with { Value = Odd(element.Value) },
        1 => element with { Tetraplet = Odd(element.Tetraplet) },
        2 => element with { Provenance = Provenance.Literal },
        _ => element with { Provenance = random.Next(2) == 0 ? Provenance.Canon(Odd(element.Value)) : Provenance.ServiceResult(element.Value) },
    };

    private CanonResultAggregate Alter(CanonResultAggregate result)
    {
        ImmutableArray<DataCid> values = result.Values;
        if (values.IsEmpty || random.Next(4) == 0)
        {
            return result with { Tetraplet = Odd(result.Tetraplet) };
        }

        int index = random.Next(values.Length);
        return result with
        {
            Values = random.Next(4) switch
            {
                0 => values.RemoveAt(index),
                1 => values.Add(values[index]),
                2 => [.. values.Reverse()],
                _ => values.SetItem(index, Odd(values[index])),
            },
        };
    }

    private ServiceResultAggregate Alter(ServiceResultAggregate result) => random.Next(3) switch
    {
        0 => result with { Value = Odd(result.Value) },
        1 => result with { ArgumentHashCid = Odd(result.ArgumentHashCid) },
        _ => result with { Tetraplet = Odd(result.Tetraplet) },
    };

    private DataCid Odd(DataCid cid) => random.Next(3) == 0
        ? new DataCid(OddCids[random.Next(OddCids.Length)])
        : new DataCid(cid.Text.Length > 20 ? cid.Text[..20] + (cid.Text[20] == 'a' ? 'b' : 'a') + cid.Text[21..] : "bagaaihra");
}
