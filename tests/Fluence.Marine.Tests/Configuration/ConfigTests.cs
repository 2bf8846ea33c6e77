using Fluence.Marine.Configuration;

namespace Fluence.Marine.Tests.Configuration;

public sealed class ConfigTests
{
    private const string Example = """
        modules_dir = "artifacts/"
        total_memory_limit = "10 MiB"
        service_working_dir = "."

        [[module]]
            name = "ipfs_effector"
            logger_enabled = false
            logging_mask = 5
            mem_pages_count = 100

            [module.mounted_binaries]
            ipfs = "/usr/local/bin/ipfs"
            own = "bin/own"

            [module.wasi]
            preopened_files = ["/tmp"]
            envs = { "IPFS_ADDR" = "/dns4/x", "timeout" = "1s" }
            mapped_dirs = { "tmp" = "./sites" }

        [[module]]
            name = "pure"
            file_name = "renamed.wasm"
            load_from = "other"

        [default]
            logger_enabled = false
        """;

    [Fact]
    public void The_original_configuration_is_read()
    {
        MarineConfig config = TomlConfigReader.Read(Example, "Config.toml", "/base");
        Assert.Equal((".", "/base/artifacts/", 10485760ul), (config.ServiceWorkingDir, config.ModulesDir, config.TotalMemoryLimit!.Value));
        Assert.Empty(config.Warnings);
        ModuleConfig effector = config.Modules[0], pure = config.Modules[1];
        Assert.Equal(("ipfs_effector", "ipfs_effector.wasm", null), (effector.Name, effector.FileName, effector.LoadFrom));
        Assert.Equal((false, 5), (effector.Settings.LoggerEnabled, effector.Settings.LoggingMask));
        Assert.Equal("/usr/local/bin/ipfs", effector.Settings.MountedBinaries["ipfs"]);
        Assert.Equal("/base/bin/own", effector.Settings.MountedBinaries["own"]);
        Assert.Equal("1s", effector.Settings.Envs["timeout"]);
        Assert.Equal("./sites", effector.Settings.MappedDirs["tmp"]);
        Assert.Equal(("renamed.wasm", "/base/other"), (pure.FileName, pure.LoadFrom));
        Assert.Equal((true, int.MaxValue), (pure.Settings.LoggerEnabled, pure.Settings.LoggingMask));
        Assert.False(config.Default!.LoggerEnabled);
    }

    [Fact]
    public void The_file_of_a_module_is_found_where_the_original_finds_it()
    {
        MarineConfig config = TomlConfigReader.Read(Example, "Config.toml", "/base");
        Assert.Equal("/base/artifacts/ipfs_effector.wasm", config.Modules[0].FindFile(config.ModulesDir, _ => false, "f"));
        Assert.Equal("/base/other/renamed.wasm", config.Modules[1].FindFile(config.ModulesDir, _ => false, "f"));
        Assert.Equal("/base/other", config.Modules[1].FindFile(config.ModulesDir, _ => true, "f"));
        Assert.Equal(
            "f: \"modules_dir\" field is not defined, but it is required to load module \"ipfs_effector\"",
            Assert.Throws<MarineConfigException>(() => config.Modules[0].FindFile(null, _ => false, "f")).Message);
    }

    [Fact]
    public void Unknown_keys_are_warned_of_with_the_nearest_there_is()
    {
        MarineConfig config = TomlConfigReader.Read(
            "total_memory_limit = 'Infinity'\n[[module]]\nname = 'x'\nloger_enabled = true\nrandom_field = 1\n[module.wasi]\nenv = {}", "f", "");
        Assert.Null(config.TotalMemoryLimit);
        Assert.Equal(
            [
                new ConfigWarning("f", 4, "there is no setting 'module.loger_enabled'; did you mean 'logger_enabled'?"),
                new ConfigWarning("f", 5, "there is no setting 'module.random_field'"),
                new ConfigWarning("f", 7, "there is no setting 'module.wasi.env'; did you mean 'envs'?"),
            ],
            config.Warnings.ToArray());
    }

    [Theory]
    [InlineData("", "f:1: total_memory_limit is missing, expected a size like '10 MiB' or 'Infinity'")]
    [InlineData("total_memory_limit = \"much\"", "f:1: total_memory_limit is 'much', expected a size like '10 MiB' or 'Infinity'")]
    [InlineData("total_memory_limit = 5\n[[module]]\n", "f:2: module.name is missing")]
    [InlineData("total_memory_limit = 5\nmodule = 1\n", "f:2: module is '1', expected a list of maps")]
    [InlineData("total_memory_limit = 5\n[[module]]\nname = 'a'\nlogger_enabled = 1", "f:4: module.logger_enabled is '1', expected true or false")]
    [InlineData(
        "total_memory_limit = 5\n[[module]]\nname = 'a'\nlogging_mask = 2147483648",
        "f:4: module.logging_mask is '2147483648', expected an integer of 32 bits")]
    [InlineData(
        "total_memory_limit = 5\n[[module]]\nname = 'a'\n[module.wasi]\nenvs = []", "f:5: module.wasi.envs is a list, expected a map")]
    [InlineData(
        "total_memory_limit = 5\n[[module]]\nname = 'a'\n[[module]]\nname = 'a'",
        "f:2: module with name 'a' is listed twice; module with name 'a' already loaded into Marine, please specify another name")]
    public void A_wrong_configuration_is_told_with_file_line_and_key(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<MarineConfigException>(() => TomlConfigReader.Read(text, "f", "")).Message);

    [Theory]
    [InlineData("0", 0ul)]
    [InlineData("12 B", 12ul)]
    [InlineData("1.5 kB", 1500ul)]
    [InlineData("64MiB", 67108864ul)]
    [InlineData("2 gib", 2147483648ul)]
    [InlineData("1 M", 1000000ul)]
    [InlineData("1Ki", 1024ul)]
    public void Sizes_are_read(string text, ulong bytes)
    {
        Assert.True(MemorySize.TryParse(text, out ulong? size));
        Assert.Equal(bytes, size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1 XB")]
    [InlineData("1 bi")]
    [InlineData("1.2.3 kB")]
    [InlineData("99999999999 PiB")]
    [InlineData("INFINITY")]
    public void What_is_no_size_is_refused(string text) => Assert.False(MemorySize.TryParse(text, out _));

    [Fact]
    public void A_service_is_read_from_YAML_with_the_facade_last()
    {
        ServiceYaml service = ServiceYaml.Read(
            """
            version: 0
            name: my_service
            totalMemoryLimit: 10 MiB
            modules:
              facade:
                get: modules/facade
                repl: { loggerEnabled: false }
              sqlite:
                get: https://example.org/sqlite.tar.gz
                effects:
                  binaries:
                    curl: /usr/bin/curl
            """,
            "service.yaml");
        Assert.Equal(("my_service", 10485760ul), (service.Name, service.TotalMemoryLimit!.Value));
        Assert.Equal(["sqlite", "facade"], service.Modules.Select(module => module.Key));
        ModuleYaml module = ModuleYaml.Read(
            "version: 1\nname: m\ntype: rust\ncid: bafy\nrustBindingCrate: {name: x, version: 0.1.0}\nrepl:\n  loggingMask: 3\n", "module.yaml");
        Assert.True(module is { Name: "m", IsRust: true, Cid: "bafy", Settings.LoggingMask: 3 });
        MarineConfig config = service.ToConfig(each => (module with { Name = each.Key + "_name" }, $"/w/{each.Key}.wasm"));
        Assert.Equal(["sqlite_name", "facade_name"], config.Modules.Select(each => each.Name));
        Assert.Equal(("/w/sqlite.wasm", "sqlite.wasm"), (config.Modules[0].LoadFrom, config.Modules[0].FileName));
        Assert.Equal("/usr/bin/curl", config.Modules[0].Settings.MountedBinaries["curl"]);
        Assert.Equal((true, 3), (config.Modules[0].Settings.LoggerEnabled, config.Modules[0].Settings.LoggingMask));
        Assert.Equal((false, 3), (config.Modules[1].Settings.LoggerEnabled, config.Modules[1].Settings.LoggingMask));
    }

    [Fact]
    public void A_module_of_the_old_version_is_read()
    {
        ModuleSettings settings = ModuleYaml.Read(
            "version: 0\nname: m\nmaxHeapSize: 1 MB\nloggerEnabled: false\nvolumes: {tmp: ./tmp}\nenvs: {A: '1'}\nmountedBinaries: {curl: c}", "f").Settings;
        Assert.Equal((false, "./tmp", "1", "c"), (settings.LoggerEnabled, settings.MappedDirs["tmp"], settings.Envs["A"], settings.MountedBinaries["curl"]));
    }

    [Theory]
    [InlineData("", "f: the file is empty")]
    [InlineData("- a", "f:1: expected a map of settings")]
    [InlineData("name: x", "f:1: version is missing, expected 0")]
    [InlineData("version: 3", "f:1: version is 3, expected 0")]
    [InlineData("version: 0\nname: x", "f:1: modules is missing, expected a map with a facade")]
    [InlineData("version: 0\nname: x\nmodules: {}", "f:3: modules.facade is missing; it is the module that the service shows to others")]
    [InlineData("version: 0\nname: x\nmodules:\n  facade: {}", "f:4: modules.facade.get is missing")]
    [InlineData("version: 0\nname: x\nmodules:\n  facade:\n    get: y\nmodlues: 1", "f:6: there is no setting 'modlues'; did you mean 'modules'?")]
    [InlineData(
        "version: 0\nname: x\nmodules:\n  facade:\n    get: y\n    repl: {logerEnabled: true}",
        "f:6: there is no setting 'modules.facade.repl.logerEnabled'; did you mean 'loggerEnabled'?")]
    [InlineData("version: 0\nversion: 0", "f:2: 'version' is defined twice")]
    [InlineData("a: *b", "f:1: expected a value, a list or a map; references are not supported")]
    [InlineData("version: 0\nname: x\ntotalMemoryLimit: much\nmodules: {facade: {get: y}}", "f:3: totalMemoryLimit is 'much', expected a size like '10 MiB'")]
    public void A_wrong_service_is_told_with_file_line_and_key(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<MarineConfigException>(() => ServiceYaml.Read(text, "f")).Message);

    [Fact]
    public void YAML_that_is_nested_too_deeply_is_refused() => Assert.StartsWith(
        "f:1: values lie more than",
        Assert.Throws<MarineConfigException>(() => ServiceYaml.Read("a: " + new string('[', 100_000), "f")).Message,
        StringComparison.Ordinal);
}
