using Fluence.Aqua.Emission;
using Fluence.AquaVM;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>What the compiler from npm does not compile: what its scripts must do.</summary>
public sealed class OwnResultTests
{
    private const string Maps = """
        aqua Maps declares *

        export collect, last, sizes

        service Names("names"):
          length(name: string) -> u32
          pair(key: string, value: u32)

        func collect(names: []string, peer: string) -> []string, bool, bool:
          map: %u32
          on peer:
            for name <- names:
              size <- Names.length(name)
              map <<- name, size
          <- map.keys(), map.contains("ab"), map.contains("no")

        func last(names: []string) -> []u32, []u32:
          map: %u32
          for name <- names:
            map <<- name, 7
          map <<- "ab", 8
          for key, value <- map:
            Names.pair(key, value)
          <- map.get("ab"), map.get("no")

        func sizes() -> u32, u32:
          map: %string
          map <<- "k", "v"
          map <<- "k", "w"
          map <<- "l", "v"
          all = map.get("k")
          keys = map.keys()
          <- all.length, keys.length

        """;

    // the compiler from npm ends in an internal error
    private const string Returned = """
        aqua Returned declares *

        export main

        service Swapper("swapper"):
          call(text: string) -> string

        ability Inner:
          act() -> string

        ability Outer:
          go() -> string

        func make(text: string) -> Inner:
          act = () -> string:
            called <- Swapper.call(text)
            <- called
          made = Inner(act = act)
          <- made

        func use{Outer}() -> string:
          given <- Outer.go()
          <- given

        func main(a: string) -> string:
          inner <- make(a)
          go = () -> string:
            acted <- inner.act()
            <- acted
          outer = Outer(go = go)
          used <- use{outer}()
          <- used

        """;

    [Theory]
    [InlineData("collect", """
        ann names.length("ab")
        ann names.length("xyz")
        ann names.length("ab")
        init getDataSrv.-relay-()
        init getDataSrv.names()
        init getDataSrv.peer()
        init callbackSrv.response(["ab","xyz","ab"], true, false)
        """)]
    [InlineData("last", """
        init getDataSrv.-relay-()
        init getDataSrv.names()
        init names.pair("ab", 7)
        init names.pair("xyz", 7)
        init names.pair("ab", 7)
        init names.pair("ab", 8)
        init callbackSrv.response([7,7,8], [])
        """)]
    [InlineData("sizes", """
        init getDataSrv.-relay-()
        init callbackSrv.response(2, 3)
        """)]
    public void Stream_maps_hold_all_that_is_put_in(string function, string events) =>
        Assert.Equal(events, Run(OurScripts.OfCode(Maps, new AirOptions()), function));

    [Theory]
    [InlineData("qualified", """
        init getDataSrv.-relay-()
        init getDataSrv.a()
        init swapper.swap({"left":"a","right":"a"})
        init callbackSrv.response("l")
        """)]
    [InlineData("swapped", """
        init getDataSrv.-relay-()
        init getDataSrv.pair()
        init swapper.swap({"left":"x","right":"y"})
        init callbackSrv.response({"left":"l","right":"r"})
        """)]
    public void Names_with_dots_are_called_and_exported(string function, string events)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Sources", "newer", "qualified.aqua");

        Assert.Equal(events, Run(OurScripts.OfFile(file, new AirOptions()), function));
    }

    [Fact]
    public void A_closure_calls_an_ability_that_a_function_has_returned() => Assert.Equal("""
        init getDataSrv.-relay-()
        init getDataSrv.a()
        init swapper.call("a")
        init callbackSrv.response("c")
        """, Run(OurScripts.OfCode(Returned, new AirOptions()), "main"));

    /// <summary>What every peer is asked for, in order.</summary>
    private static string Run(OurScripts scripts, string name)
    {
        AirFunction function = scripts.Functions.Single(each => each.Name == name);
        Outcome outcome = new SimulatedNetwork(SimulatedNetwork.NewVm(), function.Air, Answer, new ErrorTexts(function.Air), seed: 0).Run();
        Assert.True(outcome.IsFinished);
        return string.Join(Environment.NewLine, $"{outcome}".Split('\n').Select(static line => line.Split(" from ")[0]));
    }

    private static CallResult Answer(string peer, CallRequest request, string arguments) => (request.ServiceId, request.FunctionName) switch
    {
        ("getDataSrv", "-relay-") => new(0, $"\"{Cast.Ids[1]}\""),
        ("getDataSrv", "peer") => new(0, $"\"{Cast.Ids[2]}\""),
        ("getDataSrv", "names") => new(0, """["ab","xyz","ab"]"""),
        ("getDataSrv", "a") => new(0, "\"a\""),
        ("getDataSrv", "pair") => new(0, """{"left":"x","right":"y"}"""),
        ("swapper", "call") => new(0, "\"c\""),
        ("swapper", "swap") => new(0, """{"left":"l","right":"r"}"""),
        ("names", "length") => new(0, $"{arguments.Length - 2}"),
        _ => new(0, "\"\""),
    };
}
