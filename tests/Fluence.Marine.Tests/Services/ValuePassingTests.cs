using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Services.Adapters;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Services;

public sealed class ValuePassingTests
{
    private const string Inner = """{"big":18446744073709551615,"count":4294967295,"flag":true}""";

    private static readonly string Outer =
        $$"""{"bytes":[0,255],"inner":{{Inner}},"inners":[{{Inner}},{{Inner}}],"large":-9223372036854775808,"little":-32768,"middle":-2147483648,"""
            + """ "single":1.5,"text":"grün","tiny":-128,"twice":-0.25}""";

    public static TheoryData<string, string> Echoes => new()
    {
        { "bool", "true" }, { "bool", "false" },
        { "s8", "-128" }, { "s8", "127" }, { "s16", "-32768" }, { "s32", "-2147483648" }, { "s64", "-9223372036854775808" },
        { "u8", "255" }, { "u16", "65535" }, { "u32", "4294967295" }, { "u32", "0" }, { "u64", "18446744073709551615" },
        { "f32", "1.5" }, { "f64", "-1e300" },
        { "string", "\"\"" }, { "string", "\"Zoë 🚀\"" }, { "bytes", "[]" }, { "bytes", "[0,127,255]" }, { "bools", "[true,false]" },
        { "s16s", "[-1,0,32767]" }, { "u32s", "[0,4294967295]" }, { "u64s", "[18446744073709551615]" }, { "f64s", "[0.5,-2.5]" },
        { "strings", "[\"a\",\"\",\"ü\"]" }, { "strings", "[]" }, { "nested", "[[1,2],[],[4294967295]]" },
        { "inner", Inner }, { "inners", $"[{Inner},{Inner}]" }, { "inners", "[]" }, { "outer", Outer.Replace(" ", "", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Echoes))]
    public void A_value_of_every_type_comes_back_as_it_went(string function, string json)
    {
        using MarineService service = Guests.Load("types");
        Assert.Equal(Json(json), Json(service.Call("echo_" + function, $"[{json}]")));
    }

    [Theory]
    [InlineData("bool", "true")]
    [InlineData("u8", "255")]
    [InlineData("u32", "4294967295")]
    [InlineData("u64", "18446744073709551615")]
    [InlineData("f32", "0.5")]
    [InlineData("f64", "-0.5")]
    [InlineData("string", "\"\"")]
    [InlineData("string", "\"Zoë 🚀\"")]
    [InlineData("bytes", "[1,2,3]")]
    [InlineData("bytes", "[]")]
    [InlineData("u64s", "[1,18446744073709551615]")]
    [InlineData("strings", "[\"a\",\"\",\"ü\"]")]
    [InlineData("inner", """{"huge":7,"many":2,"on":true}""")]
    public void A_value_goes_through_a_pair_of_modules(string function, string json)
    {
        using MarineService service = Guests.Load("types", "front");
        Assert.Equal(json, service.Call("pass_" + function, $"[{json}]"));
    }

    [Fact]
    public void Arguments_may_be_given_by_name_by_position_or_alone()
    {
        using MarineService service = Guests.Load("types");
        Assert.Equal("5", service.Call("add", """{"b":2,"a":3}"""));
        Assert.Equal("5", service.Call("add", "[3,2]"));
        Assert.Equal("7", service.Call("echo_u32", "7"));
        Assert.Equal("null", service.Call("nothing", "null"));
    }

    [Fact]
    public void Compiled_and_interpreted_adapters_agree_on_values_and_fuel()
    {
        using MarineService compiled = Guests.Load("types", "front"), interpreted = LoadInterpreted();
        foreach (object[] row in (IEnumerable<object[]>)Echoes)
        {
            (string function, string json) = ("echo_" + row[0], $"[{row[1]}]");
            Assert.Equal(Outcome(compiled, "types", function, json), Outcome(interpreted, "types", function, json));
        }

        foreach ((string function, string json) in (ReadOnlySpan<(string, string)>)
            [("pass_string", "[\"ü\"]"), ("pass_bytes", "[[1,2]]"), ("pass_strings", "[[\"a\",\"b\"]]"), ("pass_u64", "[18446744073709551615]"),
                ("pass_inner", """[{"on":true,"many":1,"huge":2}]"""), ("pass_f64", "[0.5]"), ("pass_fail", "[]"), ("pass_count", "[]")])
        {
            Assert.Equal(Outcome(compiled, "front", function, json), Outcome(interpreted, "front", function, json));
        }
    }

    [Fact]
    public void Every_adapter_that_the_generator_makes_is_compiled()
    {
        foreach (string name in (ReadOnlySpan<string>)["types", "front", "world"])
        {
            CompiledServiceModule module = Guests.Compile(name);
            Assert.All(module.Exports.Values, static adapter => Assert.IsType<ExportPlan>(adapter));
            Assert.All(module.Imports, static import => Assert.IsType<ImportPlan>(import.Adapter));
        }
    }

    [Fact]
    public void The_same_call_uses_the_same_fuel_each_time_and_in_each_instance()
    {
        using MarineService first = Guests.Load("types"), second = Guests.Load("types");
        string[] runs = [.. new[] { first, second }.Select(service => Outcome(service, "types", "echo_outer", $"[{Outer}]"))];
        Assert.Equal(runs[0], runs[1]);
        Assert.DoesNotContain("fuel 0", runs[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_calls_leave_no_memory_behind()
    {
        using MarineService service = Guests.Load("types", "front");
        for (int i = 0; i < 200; i++)
        {
            Once(service);
        }

        string before = service.MemoryStatistics.ToString();
        for (int i = 0; i < 10_000; i++)
        {
            Once(service);
        }

        Assert.Equal(before, service.MemoryStatistics.ToString());

        static void Once(MarineService service)
        {
            service.CallModule("types", "echo_outer", JsonValue.Parse($"[{Outer}]"), CallParameters.Empty);
            service.Call("pass_string", "[\"a string of some length, so that a leak shows\"]");
            service.Call("pass_strings", "[[\"one\",\"two\"]]");
            service.Call("pass_inner", """[{"on":true,"many":1,"huge":2}]""");
        }
    }

    private static MarineService LoadInterpreted() => MarineService.Load(
        new MarineConfig
        {
            Modules =
            [
                Guests.Module("types", ModuleSettings.Defaults), Guests.Module("front", ModuleSettings.Defaults),
            ],
        },
        new Dictionary<string, CompiledServiceModule>
        {
            ["types"] = Guests.Compile("types", interprets: true), ["front"] = Guests.Compile("front", interprets: true),
        },
        new ServiceHost());

    private static string Outcome(MarineService service, string module, string function, string json)
    {
        ServiceOutcome outcome = service.CallModule(module, function, JsonValue.Parse(json), CallParameters.Empty);
        return $"{function} {outcome.Result} {outcome.Error} fuel {outcome.FuelUsed}";
    }

    private static string Json(string json) => JsonValue.Parse(json).ToString()!;
}
