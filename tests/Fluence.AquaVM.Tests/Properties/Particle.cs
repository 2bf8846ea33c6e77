using Fluence.Interop.Tests.Avm.Differential;

namespace Fluence.AquaVM.Tests.Properties;

/// <summary>A particle among peers that run our interpreter, with deliveries in random order and, if wished, more than once.</summary>
internal sealed class Particle(string script, int peers, int seed)
{
    private const int MostInvokes = 100;

    private static readonly AquaVm Vm = new(new AquaVmOptions { MaxSteps = 60_000 });

    private readonly string _air = new NetworkCase(seed, script, peers).Air;
    private readonly Random _random = new(seed);
    private readonly string[] _ids = [.. NetworkCase.Ids.Take(peers)];
    private readonly ReadOnlyMemory<byte>[] _data = new ReadOnlyMemory<byte>[peers];
    private readonly List<(int To, ReadOnlyMemory<byte> Data)> _mail = [(0, default)];

    /// <summary>How likely a delivery comes again, in percent.</summary>
    public int Duplicates { get; init; }

    /// <summary>Called after each delivery with its request and outcome.</summary>
    public Action<InvokeRequest, InvokeOutcome> OnDelivered { get; init; } = static (_, _) => { };

    /// <summary>The arguments of every call of the service <c>final</c>.</summary>
    public List<string> Finals { get; } = [];

    /// <summary>What a peer has.</summary>
    public ReadOnlyMemory<byte> DataOf(int peer) => _data[peer];

    /// <summary>Delivers until nothing is under way.</summary>
    public void Run()
    {
        for (int i = 0; i < MostInvokes && _mail.Count > 0; i++)
        {
            int index = _random.Next(_mail.Count);
            (int to, ReadOnlyMemory<byte> data) = _mail[index];
            if (_random.Next(100) >= Duplicates)
            {
                _mail.RemoveAt(index);
            }

            Deliver(to, data);
        }
    }

    /// <summary>
    /// Lets everybody hear of everybody, again and again. A peer that has sent a particle on to a call does not send it there a second
    /// time, so what it learns later on reaches the others only so.
    /// </summary>
    public void Stir(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            for (int from = 0; from < _data.Length; from++)
            {
                _mail.AddRange(Enumerable.Range(0, _data.Length).Where(to => to != from && !_data[from].IsEmpty).Select(to => (to, _data[from])));
            }

            Run();
        }
    }

    /// <summary>Brings data to a peer and runs all calls that it then asks for.</summary>
    public void Deliver(int to, ReadOnlyMemory<byte> data)
    {
        Dictionary<uint, CallResult> results = [];
        do
        {
            RunParameters parameters = new(
                _ids[0], _ids[to], 1, 1, $"particle {seed}", 0, NetworkCase.Keys[to].Seed, SizeLimits.Default);
            InvokeRequest request = new(_air, _data[to], data, parameters, results);
            InvokeOutcome outcome = Vm.Invoke(request);
            Assert.NotEqual(ReturnCode.Internal, outcome.RetCode);
            _data[to] = outcome.Data;
            OnDelivered(request, outcome);
            _mail.AddRange(outcome.NextPeers.Select(id => Array.IndexOf(_ids, id)).Where(static next => next >= 0)
                .Select(next => (next, outcome.Data)));
            results = outcome.CallRequests.ToDictionary(static entry => entry.Key, entry => Answer(to, entry.Value));
            data = default;
        }
        while (results.Count > 0);
    }

    private CallResult Answer(int peer, CallRequest request)
    {
        if (request.ServiceId == "final")
        {
            Finals.Add(string.Join(' ', request.Arguments));
        }

        return ScriptedServices.Answer(peer, _ids, request);
    }
}
