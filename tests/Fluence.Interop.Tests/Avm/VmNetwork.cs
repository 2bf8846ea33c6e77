using System.Security.Cryptography;
using System.Text;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Avm;

/// <summary>
/// A network of peers without a network: each has a key, an interpreter of either make, and the same scripted services. Particles
/// are delivered in order of sending until nothing is under way.
/// </summary>
internal sealed class VmNetwork
{
    public const string InitPeer = "init";

    private const int MostDeliveries = 1000;

    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly List<string> _calls = [];

    /// <summary>Every call that was executed, in order: <c>peer service.function(arguments)</c>.</summary>
    public IReadOnlyList<string> Calls => _calls;

    public static KeyPair Key(string name) => KeyPair.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static string Id(string name) => Key(name).PeerId.ToString();

    public void Add(string name, IInterpreter interpreter)
    {
        Member member = new(name, Key(name), interpreter);
        _members[member.Id] = member;
    }

    /// <summary>Runs a script from the init peer until all is quiet. Peers stand in it as <c>@name</c>.</summary>
    public async Task RunAsync(string script)
    {
        string air = _members.Values.OrderByDescending(member => member.Name.Length)
            .Aggregate(script, (text, member) => text.Replace("@" + member.Name, member.Id, StringComparison.Ordinal));
        Queue<(string To, ReadOnlyMemory<byte> Data)> mail = new([(Id(InitPeer), default)]);
        for (int deliveries = 0; mail.TryDequeue(out (string To, ReadOnlyMemory<byte> Data) letter); deliveries++)
        {
            Assert.True(deliveries < MostDeliveries, "the network does not come to rest");
            foreach (string next in await DeliverAsync(_members[letter.To], air, letter.Data))
            {
                mail.Enqueue((next, _members[letter.To].Data));
            }
        }
    }

    private async Task<IReadOnlyCollection<string>> DeliverAsync(Member member, string air, ReadOnlyMemory<byte> data)
    {
        // in a fixed order, because the original's is random
        SortedSet<string> next = new(StringComparer.Ordinal);
        Dictionary<uint, CallResult> results = [];
        do
        {
            InvokeOutcome outcome = await member.Interpreter.InvokeAsync(new InvokeRequest(air, member.Data, data, Parameters(member), results));
            Assert.True(outcome.RetCode is 0 or >= 10000 and < 20000,
                $"{member.Interpreter.Name} on {member.Name}: {outcome.RetCode} {outcome.ErrorMessage}");
            member.Data = outcome.Data;
            data = default;
            next.UnionWith(outcome.NextPeers);
            results = outcome.CallRequests.OrderBy(request => request.Key).ToDictionary(
                request => request.Key, request => Call(member, request.Value));
        }
        while (results.Count > 0);
        return next;
    }

    private CallResult Call(Member member, CallRequest request)
    {
        string arguments = new JsonArray(request.Arguments).ToString();
        string origins = string.Join(" ", request.Tetraplets.Select(list => string.Join(",", list)));
        _calls.Add($"{member.Name} {request.ServiceId}.{request.FunctionName}({arguments}) {origins}");
        return (request.ServiceId, request.FunctionName) switch
        {
            ("op", "fail") => new CallResult(1, "\"it was told to\""),
            ("op", "broken") => new CallResult(0, "{not json"),
            ("op", "me") => new CallResult(0, new JsonString(member.Name).ToString()),
            ("op", "identity") => new CallResult(0, request.Arguments[0].ToString()),
            ("data", "peers") => new CallResult(0, $"""["{Id("a")}","{Id("b")}","{Id("c")}"]"""),
            ("data", _) => new CallResult(0, request.FunctionName),
            _ => new CallResult(0, arguments),
        };
    }

    private static RunParameters Parameters(Member member) => new(
        Id(InitPeer), member.Id, Timestamp: 1_700_000_000_000, Ttl: 60_000, "mixed-network", KeyFormat: 0, member.Key.Seed, SizeLimits.Default);

    private sealed class Member(string name, KeyPair key, IInterpreter interpreter)
    {
        public string Name { get; } = name;

        public KeyPair Key { get; } = key;

        public string Id { get; } = key.PeerId.ToString();

        public IInterpreter Interpreter { get; } = interpreter;

        public ReadOnlyMemory<byte> Data { get; set; }
    }
}
