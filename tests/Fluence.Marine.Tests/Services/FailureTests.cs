using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Tests.Support;
using Fluence.Marine.Values;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Services;

public sealed class FailureTests
{
    [Fact]
    public void A_trap_tells_module_function_and_place()
    {
        using MarineService service = Guests.Load("types", "front");
        ServiceError error = service.Fail("pass_fail");
        Assert.Equal(ServiceErrorKind.Trap, error.Kind);
        Assert.Matches(
            "^engine error: Execution error: `call-core [0-9]+` failed while calling the local or import function `pass_fail`: "
                + "Unrecognized error: `call-core [0-9]+` failed while calling the local or import function `fail`: Execution error: "
                + "`call-core [0-9]+` failed while calling the local or import function `fail`: Trap occurred: wasm trap: unreachable\n"
                + "error while executing at wasm backtrace:\n    0: 0x[0-9a-f]+ - types!fail$",
            error.Message);
    }

    [Theory]
    [InlineData("give_wild_string", "`string.lift_memory` read out of the memory bounds (index 4294967344 > memory length 196608)")]
    [InlineData("give_bad_utf8", "`string.lift_memory` invalid utf-8 sequence of 1 bytes from index 2")]
    [InlineData("give_wild_record", "Out-of-bound Wasm memory access: offset 4294967294, size 13, while memory_size 196608")]
    [InlineData("give_wide_u8", "`u8.from_i32` failed to cast `I32` to `U8`")]
    public void A_result_that_cannot_be_read_is_an_error(string function, string message)
    {
        using MarineService service = Guests.Load("types");
        ServiceError error = service.Fail(function);
        Assert.Equal(ServiceErrorKind.Adapter, error.Kind);
        Assert.StartsWith("engine error: Execution error: `", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing", "[]", ServiceErrorKind.FunctionMissing, "function with name `missing` is missing")]
    [InlineData(
        "add", "[1]", ServiceErrorKind.Arguments,
        "arguments from json deserialization error in module \"types\", function \"add\": function requires 2 arguments, 1 provided")]
    [InlineData(
        "add", "{\"a\":1,\"c\":2}", ServiceErrorKind.Arguments,
        "arguments from json deserialization error in module \"types\", function \"add\": missing argument with name b")]
    public void A_wrong_call_is_an_error_in_the_originals_words(string function, string arguments, ServiceErrorKind kind, string message)
    {
        using MarineService service = Guests.Load("types");
        Assert.Equal(new ServiceError(kind, message), service.Fail(function, arguments));
    }

    [Fact]
    public void A_missing_module_is_named()
    {
        using MarineService service = Guests.Load("types");
        ServiceOutcome outcome = service.CallModule("other", "add", JsonNull.Instance, CallParameters.Empty);
        Assert.Equal(new ServiceError(ServiceErrorKind.ModuleMissing, "module with name \"other\" is missing"), outcome.Error);
        MarineCallException typed = Assert.Throws<MarineCallException>(() => service.CallValues("other", "add", [], CallParameters.Empty));
        Assert.Equal("engine error: module with name 'other' isn't loaded into Marine", typed.Message);
        typed = Assert.Throws<MarineCallException>(() => service.CallValues("types", "other", [], CallParameters.Empty));
        Assert.Equal("engine error: module with name 'types' doesn't have function with name other", typed.Message);
    }

    [Fact]
    public void Typed_values_of_other_types_fail_as_in_the_original()
    {
        Check("echo_u8", [IValue.U16(1)], "`i32.from_u8` read a value `U8` from the stack, that can't be converted to `U16(1)`");
        Check("echo_string", [IValue.U8(1)], "`string.size` read a value `String` from the stack, that can't be converted to `U8(1)`");
        Check("add", [IValue.U32(1)], "`arg.get 1` cannot access invocation inputs #1 because it doesn't exist");
        Check("echo_u32s", [IValue.Array(IValue.U8(1))], "read a value `U32` from the stack, that can't be converted to `U8(1)`");
        Check("echo_f32", [IValue.F64(1)], "read a value `F32` from the stack, that can't be converted to `F64(1.0)`");
        Check("echo_inner", [IValue.Record(IValue.Boolean(true))], "from the stack, that can't be converted to `Record([Boolean(true)])`");
        Check("echo_inner", [IValue.U8(1)], "from the stack, that can't be converted to `U8(1)`");

        static void Check(string function, IReadOnlyList<IValue> arguments, string message)
        {
            foreach (bool interprets in (ReadOnlySpan<bool>)[false, true])
            {
                using MarineService service = MarineService.Load(
                    new MarineConfig { Modules = [Guests.Module("types", ModuleSettings.Defaults)] },
                    new Dictionary<string, CompiledServiceModule> { ["types"] = Guests.Compile("types", interprets) },
                    new ServiceHost());
                MarineCallException failure = Assert.Throws<MarineCallException>(
                    () => service.CallValues("types", function, arguments, CallParameters.Empty));
                Assert.StartsWith("engine error: Execution error: `", failure.Message, StringComparison.Ordinal);
                Assert.EndsWith(message, failure.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Modules_that_do_not_fit_together_are_not_loaded()
    {
        Check(["front"], "engine error: module with name 'types' isn't loaded into Marine");
        MarineConfig twice = new() { Modules = [Guests.Module("types", ModuleSettings.Defaults), Guests.Module("types", ModuleSettings.Defaults)] };
        MarineLoadException duplicate = Assert.Throws<MarineLoadException>(() => Guests.Load(twice, new ServiceHost(), "types"));
        Assert.Equal(
            "engine error: module with name 'types' already loaded into Marine, please specify another name", duplicate.Message);
        MarineConfig absent = new() { Modules = [Guests.Module("types", ModuleSettings.Defaults), Guests.Module("absent", ModuleSettings.Defaults)] };
        MarineLoadException missing = Assert.Throws<MarineLoadException>(() => Guests.Load(absent, new ServiceHost(), "types"));
        Assert.Equal(
            "module with name absent is specified in config (dir: None), but not found in provided modules: [\"types\"]", missing.Message);

        static void Check(string[] names, string message)
        {
            MarineLoadException failure = Assert.Throws<MarineLoadException>(() => Guests.Load(names));
            Assert.Equal(new ServiceError(ServiceErrorKind.Link, message), failure.Error);
        }
    }

    [Fact]
    public void A_function_that_a_provider_does_not_have_is_named_with_the_importer()
    {
        MarineLoadException failure = Assert.Throws<MarineLoadException>(() => MarineService.Load(
            new MarineConfig { Modules = [Guests.Module("types", ModuleSettings.Defaults), Guests.Module("front", ModuleSettings.Defaults)] },
            new Dictionary<string, CompiledServiceModule> { ["types"] = Old(), ["front"] = Guests.Compile("front") },
            new ServiceHost()));
        Assert.Equal("engine error: module with name 'front' doesn't have function with name echo_bool", failure.Message);
    }

    [Fact]
    public void A_module_without_what_its_interface_promises_is_not_loaded()
    {
        MarineLoadException failure = Assert.Throws<MarineLoadException>(() => MarineService.Load(
            new MarineConfig { Modules = [Guests.Module("types", ModuleSettings.Defaults)] },
            new Dictionary<string, CompiledServiceModule> { ["types"] = Empty() },
            new ServiceHost()));
        Assert.Equal(
            new ServiceError(ServiceErrorKind.Link, "engine error: Wasm backend error: export not found: allocate"), failure.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void No_module_and_no_module_of_Marine_are_errors(int which)
    {
        byte[] bytes = which switch
        {
            0 => [1, 2, 3],
            1 => TestModule.Header,
            _ => GuestFile.Read("types")[..500],
        };
        MarineLoadException failure = Assert.Throws<MarineLoadException>(() => CompiledServiceModule.Compile(bytes, "broken"));
        Assert.Equal(ServiceErrorKind.Link, failure.Error.Kind);
        Assert.Contains("broken", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_arguments_are_results_or_errors_and_nothing_else()
    {
        using MarineService service = Guests.Load("types");
        Random random = new(7);
        string[] functions = [.. service.Facade.Functions.Select(static each => each.Name).Where(static name => name.StartsWith("echo", StringComparison.Ordinal))];
        int failed = 0;
        for (int i = 0; i < 5_000; i++)
        {
            ServiceOutcome outcome = service.Call(functions[random.Next(functions.Length)], RandomJson(random, 0), CallParameters.Empty);
            Assert.Equal(outcome.IsSuccess, outcome.Result is not null);
            failed += outcome.IsSuccess ? 0 : 1;
        }

        Assert.InRange(failed, 1, 4_999);
        Assert.Equal("3", service.Call("add", "[1,2]"));
    }

    /// <summary>The provider in a version that offers less.</summary>
    private static CompiledServiceModule Old() =>
        CompiledServiceModule.Compile(GuestFile.Complete(GuestFile.ReadRaw("types"), ["fn add a U32 b U32 -> U32"]), "types");

    private static CompiledServiceModule Empty() => CompiledServiceModule.Compile(GuestFile.Complete(TestModule.Header, []), "empty");

    private static JsonValue RandomJson(Random random, int depth) => random.Next(depth > 3 ? 5 : 8) switch
    {
        0 => JsonNull.Instance,
        1 => JsonBool.Of(random.Next(2) == 0),
        2 => JsonNumber.FromInt64(random.NextInt64() >> random.Next(64)),
        3 => JsonNumber.FromDouble(random.NextDouble()),
        4 => new JsonString(new string('ü', random.Next(10))),
        5 => new JsonObject(("flag", JsonBool.True), ("count", RandomJson(random, 5)), ("big", RandomJson(random, 5))),
        _ => new JsonArray(Enumerable.Range(0, random.Next(4)).Select(_ => RandomJson(random, depth + 1))),
    };
}
