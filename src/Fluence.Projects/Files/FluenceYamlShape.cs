using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>The keys of <c>fluence.yaml</c>.</summary>
internal static class FluenceYamlShape
{
    private static readonly TextForm ConstantName = new("^[A-Z][A-Z0-9_]*$", "uppercase letters, numbers and underscores");

    private static readonly ObjectShape Service = new(
        CommonShapes.Get("service"),
        new("totalMemoryLimit", CommonShapes.Memory, "The memory that all modules of the service may take together."),
        new("overrideModules", new MapShape(ModuleYamlShape.Settings, AllowsNull: true),
            "Settings of the service's modules by their names, over those of their files."));

    private static readonly ObjectShape Spell = new ObjectShape(
        new KeyShape("get", TextShape.Any, "The folder of the spell, or its spell.yaml.") { IsRequired = true },
        new KeyShape("version", new VersionShape(0), "The version of spell.yaml's format."))
        .With(SpellYamlShape.Overridable);

    private static readonly ObjectShape Worker = new(
        new("services", new ListShape(TextShape.Any), "Names of services of this file."),
        new("spells", new ListShape(TextShape.Any), "Names of spells of this file."));

    private static readonly ObjectShape Deployment = Worker.With(new ObjectShape(
        new("targetWorkers", Positive(), "How many workers the deal is for.") { Default = "3" },
        new("minWorkers", Positive(), "How many workers the deal needs to begin.") { Default = "as `targetWorkers`" },
        new("maxWorkersPerProvider", Positive(), "How many workers one provider may have.") { Default = "as `targetWorkers`" },
        new("cuCountPerWorker", Positive(), "How many compute units a worker has. In files of version 9 and 10.") { Default = "1" },
        new("computeUnits", new IntegerShape(1, 1), "The older form of `cuCountPerWorker`. In files of version 8.") { Default = "1" },
        new("pricePerCuPerEpoch", CommonShapes.Money, "What a compute unit may cost in an epoch, in USDC. In files of version 9 and 10.")
        {
            Default = "\"0.33\"",
        },
        new("pricePerWorkerEpoch", CommonShapes.Money, "What a worker may cost in an epoch, in USDC. In files of version 8.")
        {
            Default = "\"0.33\"",
        },
        new("initialBalance", CommonShapes.Money, "What is paid into the deal when it is made, in USDC.")
        {
            Default = "what the fewest epochs cost; on a local network a day",
        },
        new("effectors", new ListShape(TextShape.Any), "The content ids of effector modules that the providers must offer."),
        new("whitelist", new ListShape(TextShape.Any), "The addresses of providers; only they take part."),
        new("blacklist", new ListShape(TextShape.Any), "The addresses of providers; they do not take part."),
        new("protocolVersion", Positive(), "The protocol's version that the providers must speak.") { Default = "1" })
    {
        Exclusive = [("whitelist", "blacklist"), ("pricePerCuPerEpoch", "pricePerWorkerEpoch"), ("cuCountPerWorker", "computeUnits")],
    });

    private static readonly ObjectShape Host = new ObjectShape(
        new KeyShape("peerIds", new ListShape(TextShape.Any, 1), "The peers that host the worker.") { IsRequired = true }).With(Worker);

    private static readonly ObjectShape CompileAqua = new(
        new("input", TextShape.Any, "An Aqua file, or a folder of them.") { IsRequired = true },
        new("output", TextShape.Any, "The folder that the compiled files are put into.") { IsRequired = true },
        new("target", new ChoiceShape("ts", "js", "air", "csharp", "json"), "What is made.") { IsRequired = true, IsOurs = true },
        new("constants", new MapShape(new ScalarShape(), ConstantName), "The values of constants."),
        new("logLevel", new ChoiceShape("all", "trace", "debug", "info", "warn", "error", "off"), "What the compiler tells.")
        {
            Default = "info",
        },
        Flag("noRelay", "Leaves out the way through the relay."),
        Flag("noXor", "Leaves out what catches and reports errors."),
        Flag("tracing", "Compiles so that the script tells what it does."),
        Flag("noEmptyResponse", "Leaves out the answer of functions that give nothing back."));

    /// <summary>The whole file.</summary>
    public static FileShape Shape { get; } = new(
        FluenceYaml.FileName,
        "A project: its services and spells, where they are deployed, and the Aqua files that are compiled.",
        new ObjectShape(
            CommonShapes.Version(8, 9, 10),
            new("aquaDependencies", new MapShape(TextShape.Any),
                "Packages of Aqua files by their names: a version, or the path of a folder or .tgz file.") { IsRequired = true },
            new("aquaImports", new ListShape(TextShape.Any), "Folders that imports are looked for in, before all but those of `--import`."),
            new("services", new MapShape(Service, CommonShapes.Name), "Services by their names."),
            new("spells", new MapShape(Spell), "Spells by their names."),
            new("deployments", new MapShape(Deployment), "What is deployed by deals on the market, by the deployments' names."),
            new("hosts", new MapShape(Host), "What is deployed on certain peers, without a deal, by the workers' names."),
            new("compileAqua", new MapShape(CompileAqua), "What `fluence aqua` compiles."),
            new("relaysPath", new TextOrListShape(), "Folders that the file relays.json is written to."),
            new("ipfsAddr", TextShape.Any, "The multiaddress of the IPFS node that deployments are uploaded to."),
            new("customFluenceEnv", new ObjectShape(
                new("contractsEnv", new ChoiceShape(CommonShapes.Chains), "The network whose contracts are used.") { IsRequired = true },
                new("relays", new ListShape(TextShape.Any, 1), "The multiaddresses of relays.") { IsRequired = true }),
                "The network that is meant by `custom`."),
            new("defaultSecretKeyName", TextShape.Any, "The key that scripts are run with.") { Default = "the user's default key" },
            new("marineBuildArgs", TextShape.Any, "Arguments of `cargo build`.") { Default = "--release" },
            new("marineVersion", TextShape.Any, "A version of the original's tool; kept, and not used."),
            new("mreplVersion", TextShape.Any, "A version of the original's tool; kept, and not used."),
            new("rustToolchain", TextShape.Any,
                "A version of the Rust toolchain; kept, and not used: modules are built with that of the machine."),
            new("cliVersion", TextShape.Any, "The version of the original's command that the project is for; kept, and not used.")));

    private static IntegerShape Positive() => new(1, int.MaxValue);

    private static KeyShape Flag(string name, string description) => new(name, new BooleanShape(), description) { Default = "false" };
}
