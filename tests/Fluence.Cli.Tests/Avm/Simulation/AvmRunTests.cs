using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Avm.Simulation;

public sealed class AvmRunTests : IDisposable
{
    private const string Services = """
        {"services":[
          {"peer":"a","service":"data","function":"peers","result":["@b","@c"]},
          {"peer":"b","service":"srv","function":"name","result":"I am b"},
          {"service":"srv","function":"name","results":["I am another"]},
          {"service":"srv","function":"fail","error":"told so","code":3},
          {"service":"srv","function":"give","argument":0},
          {"service":"count","function":"next","results":[1, 2]}
        ]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_call_is_told_with_its_peer_arguments_and_answer()
    {
        Outcome outcome = await RunAsync("""
            (seq (call "@a" ("data" "peers") [] peers)
             (fold peers p (seq (call p ("srv" "name") [p] name) (seq (call "@a" ("srv" "give") [name] x) (next p)))))
            """);
        Assert.Equal(
            [
                "a        data.peers() → [\"@b\",\"@c\"]",
                "b        srv.name(\"@b\") → \"I am b\"",
                "a        srv.give(\"I am b\") → \"I am b\"",
                "c        srv.name(\"@c\") → \"I am another\"",
                "a        srv.give(\"I am another\") → \"I am another\"",
            ],
            Calls(outcome));
        Assert.EndsWith("5 calls, 4 deliveries between peers, every signature valid", outcome.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
    }

    [Fact]
    public async Task Errors_of_services_reach_the_script()
    {
        Outcome outcome = await RunAsync("""
            (xor (call "@b" ("srv" "fail") []) (call "@a" ("srv" "give") [:error:.$.error_code] x))
            """);
        Assert.Equal(["b        srv.fail() failed with 3: \"told so\"", "a        srv.give(10000) → 10000"], Calls(outcome));
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
    }

    [Fact]
    public async Task An_error_that_nobody_catches_fails_the_command()
    {
        Outcome outcome = await RunAsync("""(call "@b" ("srv" "fail") [])""");
        Assert.Contains("b        error 10000: ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
    }

    [Fact]
    public async Task Results_follow_one_another_on_each_peer()
    {
        Outcome outcome = await RunAsync(string.Join(' ', Enumerable.Repeat("""(seq (call "@b" ("count" "next") [] $s)""", 3)) + """
             (call "@c" ("count" "next") [] $s))))
            """);
        Assert.Equal(
            ["b        count.next() → 1", "b        count.next() → 2", "b        count.next() → 2", "c        count.next() → 1"],
            Calls(outcome));
    }

    [Fact]
    public async Task Calls_without_a_rule_go_to_the_builtins_of_a_peer()
    {
        Outcome outcome = await RunAsync("""(seq (call "@b" ("op" "concat") [[]] x) (call "@b" ("none" "such") [] y))""");
        Assert.Contains("b        op.concat([]) → []", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("b        none.such() failed with 1: ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_is_not_there_is_named()
    {
        Outcome outcome = await RunAsync("""(call "somewhere" ("op" "noop") [])""");
        Assert.Contains("⇒ somewhere, which none of --peers has", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
    }

    [Fact]
    public async Task A_seed_changes_the_order_of_deliveries_and_repeats_it()
    {
        const string Script = """
            (par (par (call "@b" ("srv" "name") [] x) (call "@c" ("srv" "name") [] y))
             (par (call "@d" ("srv" "name") [] z) (call "@e" ("srv" "name") [] w)))
            """;
        HashSet<string> orders = [];
        for (int seed = 0; seed < 8; seed++)
        {
            string[] arguments = ["--peers", "a,b,c,d,e", "--seed", $"{seed}"];
            string first = (await RunAsync(Script, arguments)).Output;
            Assert.Equal(first, (await RunAsync(Script, arguments)).Output);
            orders.Add(first);
        }

        Assert.True(orders.Count > 1, "eight seeds give more than one order");
    }

    [Theory]
    [InlineData("[]", "expected an object with a list \"services\"")]
    [InlineData("{", "'{'")]
    [InlineData("""{"services":[1]}""", "services[0] is not an object")]
    [InlineData("""{"services":[{"function":"f","result":1}]}""", "services[0]: \"service\" is missing")]
    [InlineData("""{"services":[{"service":"s","result":1},{"service":"s"}]}""", "services[1] needs exactly one of")]
    [InlineData("""{"services":[{"service":"s","result":1,"error":1}]}""", "services[0] needs exactly one of")]
    [InlineData("""{"services":[{"service":1,"result":1}]}""", "\"service\" is not a string")]
    [InlineData("""{"services":[{"service":"s","results":[]}]}""", "\"results\" is not a list of at least one value")]
    [InlineData("""{"services":[{"service":"s","argument":-1}]}""", "\"argument\" is not the number of an argument")]
    [InlineData("""{"services":[{"service":"s","error":"e","code":0}]}""", "\"code\" is not a number other than 0")]
    public async Task What_is_wrong_with_the_services_is_told(string services, string expected)
    {
        string error = await CommandLine.FailAsync(
            ExitCodes.Failure, "avm", "run", _folder.Write("script.air", "(null)"), "--services", _folder.Write("services.json", services));
        Assert.Contains("services.json", error, StringComparison.Ordinal);
        if (expected != "'{'")
        {
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b,a")]
    public async Task Peers_need_different_names(string peers) => Assert.Contains(
        "expected different names",
        await CommandLine.FailAsync(ExitCodes.Failure, "avm", "run", _folder.Write("script.air", "(null)"), "--peers", peers),
        StringComparison.Ordinal);

    private static IEnumerable<string> Calls(Outcome outcome) =>
        outcome.Output.Split('\n').Where(line => line.Contains('(', StringComparison.Ordinal) && !line.Contains('⇒', StringComparison.Ordinal)
            && !line.Contains(" error ", StringComparison.Ordinal)).Select(line => line.TrimEnd());

    private Task<Outcome> RunAsync(string script, params string[] more) => CommandLine.RunAsync(
        ["avm", "run", _folder.Write("script.air", script), "--services", _folder.Write("services.json", Services), .. more]);
}
