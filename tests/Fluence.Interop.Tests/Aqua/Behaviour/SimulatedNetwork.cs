using Fluence.AquaVM;
using Fluence.Crypto;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>
/// A network of our interpreters without a network: particles under way are delivered one by one, in an order that the seed gives, until
/// none is left.
/// </summary>
internal sealed class SimulatedNetwork
{
    private const int MostRuns = 500, MostCalls = 500;

    // scripts that call themselves through streams without end are to end soon
    private static readonly AquaVmOptions Options = new() { MaxSteps = 200_000 };

    private readonly AquaVm _vm;
    private readonly string _air;
    private readonly Func<string, CallRequest, string, CallResult> _answer;
    private readonly ErrorTexts _texts;
    private readonly Dice? _order;
    private readonly List<(string To, ReadOnlyMemory<byte> Data)> _mail = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _data = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<string>> _events = new(StringComparer.Ordinal);
    private int _runs, _calls;

    /// <param name="vm">The interpreter of all peers.</param>
    /// <param name="air">The script, with peers of the cast.</param>
    /// <param name="answer">What a peer, by its name, answers to a call with arguments.</param>
    /// <param name="texts">How errors are read.</param>
    /// <param name="seed">The order of delivery; 0 for that of sending.</param>
    public SimulatedNetwork(AquaVm vm, string air, Func<string, CallRequest, string, CallResult> answer, ErrorTexts texts, int seed)
    {
        _vm = vm;
        _air = air;
        _answer = answer;
        _texts = texts;
        _order = seed == 0 ? null : new Dice($"order {seed}");
    }

    /// <summary>An interpreter for networks, to be used again and again by one thread.</summary>
    public static AquaVm NewVm() => new(Options);

    /// <summary>Starts at the init peer and goes on until all is quiet.</summary>
    public Outcome Run()
    {
        _mail.Add((Cast.Ids[0], default));
        while (_mail.Count > 0 && !IsOver)
        {
            int next = _order?.Next(_mail.Count) ?? 0;
            (string to, ReadOnlyMemory<byte> data) = _mail[next];
            _mail.RemoveAt(next);
            Deliver(to, data);
        }

        return new Outcome(_events, !IsOver);
    }

    private bool IsOver => _runs >= MostRuns || _calls >= MostCalls;

    private void Deliver(string id, ReadOnlyMemory<byte> incoming)
    {
        (string name, KeyPair key) = Cast.Find(id)!.Value;
        Queue<(uint Id, CallRequest Request)> waiting = new();
        Dictionary<uint, CallResult> results = [];
        bool isFirst = true;
        while (isFirst || (results.Count > 0 && !IsOver))
        {
            _runs++;
            InvokeOutcome outcome = _vm.Invoke(new InvokeRequest(
                _air, _data.GetValueOrDefault(id), isFirst ? incoming : default, Parameters(id, key), results));
            isFirst = false;
            if (outcome.RetCode != 0)
            {
                Note(name, $"error {outcome.RetCode} {_texts.Normalise(outcome.ErrorMessage)}");
            }

            _data[id] = outcome.Data;
            foreach (string next in outcome.NextPeers)
            {
                Send(name, next, outcome.Data);
            }

            foreach ((uint call, CallRequest request) in outcome.CallRequests.OrderBy(static request => request.Key))
            {
                waiting.Enqueue((call, request));
            }

            results = TakeSome(name, waiting);
        }
    }

    /// <summary>The results of all calls that wait, or of the first alone: services take different times.</summary>
    private Dictionary<uint, CallResult> TakeSome(string peer, Queue<(uint Id, CallRequest Request)> waiting)
    {
        Dictionary<uint, CallResult> results = [];
        bool isSingle = _order?.Percent(30) ?? false;
        while (waiting.TryDequeue(out (uint Id, CallRequest Request) call))
        {
            results[call.Id] = Call(peer, call.Request);
            if (isSingle)
            {
                break;
            }
        }

        return results;
    }

    private CallResult Call(string peer, CallRequest request)
    {
        _calls++;
        string arguments = string.Join(", ", request.Arguments.Select(argument => Cast.WithNames($"{_texts.Normalise(argument)}")));
        string origins = string.Join(" ", request.Tetraplets.Select(static list => string.Join("+", list.Select(static each =>
            $"{Cast.Find(each.PeerPk)?.Name ?? each.PeerPk}:{each.ServiceId}.{each.FunctionName}{each.Lens}"))));
        CallResult result = _answer(peer, request, arguments);
        Note(peer, $"{request.ServiceId}.{request.FunctionName}({arguments}) from {origins} = {result.RetCode}");
        return result;
    }

    private void Send(string from, string to, ReadOnlyMemory<byte> data)
    {
        if (Cast.Find(to) is null)
        {
            Note(from, $"sends to nobody: {to}");
            return;
        }

        _mail.Add((to, data));
    }

    private void Note(string peer, string what)
    {
        if (!_events.TryGetValue(peer, out List<string>? events))
        {
            _events[peer] = events = [];
        }

        events.Add(what);
    }

    private static RunParameters Parameters(string id, KeyPair key) => new(
        Cast.Ids[0], id, Timestamp: 1_700_000_000_000, Ttl: 60_000, "behaviour", KeyFormat: 0, key.Seed, SizeLimits.Default);
}
