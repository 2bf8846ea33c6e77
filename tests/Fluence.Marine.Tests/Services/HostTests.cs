using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Services.Effectors;
using Fluence.Marine.Services.Host;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Services;

/// <summary>What the host gives to modules, and what it does not.</summary>
public sealed class HostTests : IDisposable
{
    private static readonly ModuleSettings WithTool = ModuleSettings.Defaults with { MountedBinaries = Guests.Map(("tool", "/usr/bin/tool")) };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("marine-host");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_module_learns_who_calls()
    {
        using MarineService service = Guests.LoadWorld(WithTool, new ServiceHost());
        CallParameters parameters = new()
        {
            Particle = new ParticleParameters
            {
                Id = "particle", InitPeerId = "init", Timestamp = ulong.MaxValue, Ttl = uint.MaxValue, Script = "(null)",
                Signature = new byte[] { 1, 255 }, Token = "token",
            },
            ServiceId = "service",
            ServiceCreatorPeerId = "creator",
            HostId = "host",
            WorkerId = "worker",
            Tetraplets = [[new SecurityTetraplet("peer", "srv", "fn", ".$.[0]")], []],
        };
        ServiceOutcome outcome = service.Call("who", JsonNull.Instance, parameters);
        Assert.Equal(
            JsonValue.Parse(
                """
                {"particle":{"id":"particle","init_peer_id":"init","timestamp":18446744073709551615,"ttl":4294967295,"script":"(null)",
                "signature":[1,255],"token":"token"},"service_id":"service","creator":"creator","host_id":"host","worker_id":"worker",
                "tetraplets":[[{"peer_pk":"peer","service_id":"srv","function_name":"fn","lens":".$.[0]"}],[]]}
                """),
            outcome.Result);
        Assert.Contains("\"signature\":[]", service.Call("who"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_logs_by_level_and_mask()
    {
        List<ServiceLogEntry> log = [];
        using MarineService service = Guests.LoadWorld(WithTool with { LoggingMask = 6 }, new ServiceHost { Log = log.Add });
        service.Call("say", "[1,0,\"always\"]");
        service.Call("say", "[2,1,\"masked\"]");
        service.Call("say", "[3,4,\"bit\"]");
        service.Call("say", "[99,0,\"trace\"]");
        service.Call("say_bad");
        Assert.Equal(
            [
                new ServiceLogEntry("world", ServiceLogLevel.Error, "always"), new ServiceLogEntry("world", ServiceLogLevel.Info, "bit"),
                new ServiceLogEntry("world", ServiceLogLevel.Trace, "trace"),
                new ServiceLogEntry("world", ServiceLogLevel.Warn, "logger: incorrect UTF8 string's been supplied to logger"),
            ],
            log);
        Assert.Contains("Out-of-bound Wasm memory access", service.Fail("say_wild").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_whose_log_is_off_is_not_linked()
    {
        MarineLoadException failure = Assert.Throws<MarineLoadException>(
            () => Guests.LoadWorld(WithTool with { LoggerEnabled = false }, new ServiceHost()));
        Assert.Equal(
            "engine error: Wasm backend error: unknown import: `__marine_host_api_v3::log_utf8_string` has not been defined", failure.Message);
    }

    [Fact]
    public void A_binary_that_is_not_mounted_is_not_linked()
    {
        MarineLoadException failure = Assert.Throws<MarineLoadException>(() => Guests.LoadWorld(ModuleSettings.Defaults, new ServiceHost()));
        Assert.Equal(
            new ServiceError(
                ServiceErrorKind.Link,
                "engine error: Wasm backend error: unknown import: `__marine_host_api_v3::tool` has not been defined"),
            failure.Error);
    }

    [Fact]
    public void A_mounted_binary_gets_its_arguments_and_gives_its_outcome()
    {
        Runner runner = new(new EffectorResult(3, "", new byte[] { 1, 2 }, default));
        using MarineService service = Guests.LoadWorld(WithTool, new ServiceHost { Effectors = runner });
        Assert.Equal("""{"error":"","ret_code":3,"stderr":[],"stdout":[1,2]}""", service.Call("run", "[[\"--flag\",\"a b\",\"\"]]"));
        EffectorCall call = Assert.Single(runner.Calls);
        Assert.Equal(("world", "/usr/bin/tool"), (call.Module, call.Path));
        Assert.Equal(["--flag", "a b", ""], call.Arguments);
    }

    [Fact]
    public void Folders_are_made_and_nothing_outside_is_reached()
    {
        ModuleSettings settings = WithTool with { MappedDirs = Guests.Map(("data", "inner/data")) };
        ServiceHost host = new() { WorkingFolder = _folder.FullName, ServiceId = "the-service", Environment = Guests.Map(("FROM_HOST", "h")) };
        File.WriteAllText(Path.Combine(_folder.FullName, "secret"), "secret");
        using MarineService service = Guests.LoadWorld(settings with { Envs = Guests.Map(("OWN", "o")) }, host);
        string data = Path.Combine(_folder.FullName, "inner", "data");
        Assert.Equal("true", service.Call("save", "[\"data/file\",\"text\"]"));
        Assert.Equal("text", File.ReadAllText(Path.Combine(data, "file")));
        Assert.Equal("\"text\"", service.Call("load", "[\"data/file\"]"));
        foreach (string escape in (ReadOnlySpan<string>)["data/../../secret", "../secret", "/etc/passwd", "secret"])
        {
            Assert.Equal("\"\"", service.Call("load", $"[\"{escape}\"]"));
        }

        Assert.Equal("false", service.Call("save", "[\"data/../../made\",\"x\"]"));
        Assert.Equal("\"the-service\"", service.Call("variable", "[\"service_id\"]"));
        Assert.Equal("\"h\"", service.Call("variable", "[\"FROM_HOST\"]"));
        Assert.Equal("\"o\"", service.Call("variable", "[\"OWN\"]"));
        Assert.Equal($"\"{data}\"", service.Call("variable", "[\"data\"]").Replace("inner/data", Path.Combine("inner", "data"), StringComparison.Ordinal));
        Assert.Equal("\"\"", service.Call("variable", "[\"PATH\"]"));
    }

    [Fact]
    public void The_level_of_the_log_reaches_the_module()
    {
        using MarineService service = Guests.LoadWorld(WithTool, new ServiceHost { LogLevels = "other=trace,world=debug,warn" });
        Assert.Equal("\"DEBUG\"", service.Call("variable", "[\"WASM_LOG\"]"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("info", "INFO")]
    [InlineData("world", "TRACE")]
    [InlineData("world=", "TRACE")]
    [InlineData("world=off", "off")]
    [InlineData("world=nonsense,warn", "WARN")]
    [InlineData("a=b=c,error,debug", "ERROR")]
    public void Levels_are_read_as_the_original_reads_them(string text, string? level) => Assert.Equal(level, new LogLevels(text).Of("world"));

    [Fact]
    public void A_module_may_end_its_program_and_print()
    {
        using MemoryStream output = new();
        using MarineService service = Guests.LoadWorld(WithTool, new ServiceHost { Output = output });
        service.Call("print");
        Assert.Equal("printed\n"u8.ToArray(), output.ToArray());
        ServiceError error = service.Fail("leave", "[7]");
        Assert.Equal(ServiceErrorKind.Exit, error.Kind);
        Assert.EndsWith("Unrecognized error: Exited with i32 exit status 7", error.Message, StringComparison.Ordinal);
        service.Call("print");
    }

    private sealed class Runner(EffectorResult result) : IEffectorRunner
    {
        public List<EffectorCall> Calls { get; } = [];

        public EffectorResult Run(EffectorCall call)
        {
            Calls.Add(call);
            return result;
        }
    }
}
