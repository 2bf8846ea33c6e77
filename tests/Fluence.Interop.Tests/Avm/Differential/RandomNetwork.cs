using Fluence.AquaVM;
using Fluence.Interop.Tests.Avm.Differential.Mutation;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>
/// Peers among whom particles come in any order, late, twice or never, and call results one by one or together. Every invoke runs on both
/// interpreters; the data of one of them, at random, is what goes on, so each has to take the other's.
/// </summary>
internal sealed class RandomNetwork
{
    private readonly NetworkCase _case;
    private readonly BothVms _vms;
    private readonly Random _random;
    private readonly Random _mutations;
    private readonly string _air;
    private readonly string[] _ids;
    private readonly Peer[] _peers;
    private readonly List<(int To, ReadOnlyMemory<byte> Data)> _mail = [(0, default)];

    private RandomNetwork(NetworkCase @case, BothVms vms)
    {
        _case = @case;
        _vms = vms;
        _random = new Random(~@case.Seed);
        _mutations = new Random(@case.Seed ^ 0x5eed);
        _air = @case.Air;
        _ids = [.. NetworkCase.Ids.Take(@case.Peers)];
        _peers = [.. Enumerable.Range(0, @case.Peers).Select(static index => new Peer(index))];
    }

    /// <summary>Runs a case until all is quiet or it has run for long enough, or until the interpreters differ.</summary>
    public static Difference? Run(NetworkCase @case, BothVms vms) => new RandomNetwork(@case, vms).Run();

    private Difference? Run()
    {
        bool stirred = false;
        for (int invoke = 0; invoke < _case.MostInvokes; invoke++)
        {
            Difference? difference = null;
            Peer[] waiting = [.. _peers.Where(static peer => peer.Results.Count > 0)];
            if (_mail.Count > 0 && (waiting.Length == 0 || _random.Next(2) == 0))
            {
                difference = Deliver();
            }
            else if (waiting.Length > 0)
            {
                Peer peer = waiting[_random.Next(waiting.Length)];
                difference = Invoke(peer, default, TakeResults(peer));
            }
            else if (!stirred)
            {
                stirred = true;
                Stir();
            }
            else
            {
                break;
            }

            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    private Difference? Deliver()
    {
        int index = _random.Next(_mail.Count);
        (int to, ReadOnlyMemory<byte> data) = _mail[index];
        if (!Happens(_case.Duplicates))
        {
            _mail.RemoveAt(index);
        }

        return Happens(_case.Losses) ? null : Invoke(_peers[to], data, _random.Next(8) == 0 ? TakeResults(_peers[to]) : []);
    }

    /// <summary>Once nothing is under way any more, everybody hears of everybody.</summary>
    private void Stir()
    {
        foreach (Peer from in _peers.Where(static peer => !peer.Data.IsEmpty))
        {
            _mail.AddRange(_peers.Where(to => to != from).Select(to => (to.Index, from.Data)));
        }
    }

    private Difference? Invoke(Peer peer, ReadOnlyMemory<byte> data, Dictionary<uint, CallResult> results)
    {
        RunParameters parameters = new(
            _ids[0], _ids[peer.Index], 1_700_000_000_000, 60_000, $"particle {_case.Seed}", 0, NetworkCase.Keys[peer.Index].Seed, SizeLimits.Default);
        InvokeRequest request = new(_air, peer.Data, data, parameters, results);
        for (int percent = _case.Mutations; percent > 0 && !data.IsEmpty; percent -= 100)
        {
            if (_mutations.Next(100) < percent && InvokeMutated(request) is { } found)
            {
                return found;
            }
        }

        (Comparison comparison, Difference? difference) = _vms.Run(request, results);
        if (difference is not null)
        {
            return difference;
        }

        if (comparison.Ours.HasNewData)
        {
            Take(peer, comparison);
        }

        return null;
    }

    /// <summary>Gives both a damaged variant of the data, and what comes of it then the good ones.</summary>
    private Difference? InvokeMutated(InvokeRequest request)
    {
        DataMutator mutator = new(_mutations, request.Parameters.ParticleId);
        ReadOnlyMemory<byte> other = _peers[_mutations.Next(_peers.Length)].Data;
        InvokeRequest mutated = request with { CurrentData = mutator.Mutate(request.CurrentData, other) };
        (Comparison comparison, Difference? difference) = _vms.Run(mutated, request.CallResults, isHonest: false);
        if (difference is not null || !comparison.Ours.HasNewData || !comparison.Theirs.HasNewData)
        {
            return difference;
        }

        Dictionary<uint, CallResult> none = [];
        return _vms.Run(request with { PreviousData = comparison.Ours.Data, CallResults = none }, none, isHonest: false).Difference;
    }

    private void Take(Peer peer, Comparison comparison)
    {
        VmAnswer answer = _random.Next(2) == 0 && comparison.Theirs.HasNewData ? comparison.Theirs : comparison.Ours;
        peer.Data = answer.Data;
        foreach (string next in answer.NextPeers.Order(StringComparer.Ordinal))
        {
            int to = Array.IndexOf(_ids, next);
            if (to >= 0)
            {
                _mail.Add((to, answer.Data));
            }
        }

        if (CallRequestsCodec.TryDecode(answer.CallRequests.Span, out IReadOnlyDictionary<uint, CallRequest>? requests, out _))
        {
            foreach ((uint id, CallRequest request) in requests)
            {
                peer.Results[id] = ScriptedServices.Answer(peer.Index, _ids, request);
            }
        }
    }

    /// <summary>Some results that are ready, sometimes again or under a wrong id.</summary>
    private Dictionary<uint, CallResult> TakeResults(Peer peer)
    {
        int way = _random.Next(5);
        Dictionary<uint, CallResult> taken = [];
        foreach ((uint id, CallResult result) in peer.Results.ToList())
        {
            if (way < 3 || (way == 3 && taken.Count == 0) || (way == 4 && _random.Next(2) == 0))
            {
                taken[_random.Next(100) == 0 ? id + 100 : id] = result;
                if (!Happens(_case.Duplicates / 4))
                {
                    peer.Results.Remove(id);
                }
            }
        }

        return taken;
    }

    private bool Happens(int percent) => _random.Next(100) < percent;

    private sealed class Peer(int index)
    {
        public int Index { get; } = index;

        public ReadOnlyMemory<byte> Data { get; set; }

        public SortedDictionary<uint, CallResult> Results { get; } = [];
    }
}
