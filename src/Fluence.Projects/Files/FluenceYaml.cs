using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A <c>fluence.yaml</c> of version 8, 9 or 10: a project. Maps keep the order of the file.</summary>
public sealed record FluenceYaml
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "fluence.yaml";

    /// <summary>The version of the format that is written: the one that the original's last published command reads.</summary>
    public const int WrittenVersion = 8;

    /// <summary>The version of the format.</summary>
    public int Version { get; init; } = WrittenVersion;

    /// <summary>Packages of Aqua files by their names: a version, or the path of a folder or .tgz file.</summary>
    public IReadOnlyDictionary<string, string> AquaDependencies { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Folders that imports are looked for in, from the project's folder.</summary>
    public ImmutableArray<string> AquaImports { get; init; } = [];

    /// <summary>The services in the order of the file.</summary>
    public ImmutableArray<ServiceEntry> Services { get; init; } = [];

    /// <summary>The spells by their names.</summary>
    public IReadOnlyDictionary<string, SpellEntry> Spells { get; init; } = ImmutableSortedDictionary<string, SpellEntry>.Empty;

    /// <summary>What is deployed by deals.</summary>
    public IReadOnlyDictionary<string, Deployment> Deployments { get; init; } = ImmutableSortedDictionary<string, Deployment>.Empty;

    /// <summary>What is deployed on certain peers without a deal.</summary>
    public IReadOnlyDictionary<string, HostDeployment> Hosts { get; init; } = ImmutableSortedDictionary<string, HostDeployment>.Empty;

    /// <summary>The Aqua files that are compiled.</summary>
    public IReadOnlyDictionary<string, CompileAquaEntry> CompileAqua { get; init; } =
        ImmutableSortedDictionary<string, CompileAquaEntry>.Empty;

    /// <summary>Folders that <c>relays.json</c> is written to, from the project's folder.</summary>
    public ImmutableArray<string> RelaysPath { get; init; } = [];

    /// <summary>The multiaddress of the IPFS node to upload to; null for the network's.</summary>
    public string? IpfsAddr { get; init; }

    /// <summary>The network that is meant by <c>custom</c>; null if there is none.</summary>
    public CustomFluenceEnv? CustomFluenceEnv { get; init; }

    /// <summary>The name of the key that scripts are run with; null for the user's default.</summary>
    public string? DefaultSecretKeyName { get; init; }

    /// <summary>Arguments for <c>cargo build</c>; null for those of a release.</summary>
    public string? MarineBuildArguments { get; init; }

    /// <summary>A version of the original's tool.</summary>
    public string? MarineVersion { get; init; }

    /// <summary>A version of the original's tool.</summary>
    public string? MreplVersion { get; init; }

    /// <summary>The Rust toolchain to build with; null for that of the machine.</summary>
    public string? RustToolchain { get; init; }

    /// <summary>The version of the original's command that the project is for.</summary>
    public string? CliVersion { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static FluenceYaml Read(string text, string file)
    {
        ConfigMap map = ShapedFile.Parse(text, file, FluenceYamlShape.Shape);
        FluenceYamlNames.Check(map, file);
        ConfigMap? custom = map.Map("customFluenceEnv");
        return new FluenceYaml
        {
            Version = map.Int32("version")!.Value,
            AquaDependencies = map.Values("aquaDependencies", static (_, value) => ((ConfigScalar)value).Text),
            AquaImports = map.Texts("aquaImports"),
            Services = [.. map.Values("services", static (name, value) => ServiceEntry.Of(name, (ConfigMap)value)).Values],
            Spells = map.Values("spells", static (name, value) => SpellEntry.Of(name, (ConfigMap)value)),
            Deployments = map.Values("deployments", static (name, value) => Deployment.Of(name, (ConfigMap)value)),
            Hosts = map.Values("hosts", static (name, value) => HostDeployment.Of(name, (ConfigMap)value)),
            CompileAqua = map.Values("compileAqua", static (name, value) => CompileAquaEntry.Of(name, (ConfigMap)value)),
            RelaysPath = map.Texts("relaysPath"),
            IpfsAddr = map.Text("ipfsAddr"),
            CustomFluenceEnv = custom is null ? null : new CustomFluenceEnv(custom.Texts("relays"), custom.RequiredText("contractsEnv")),
            DefaultSecretKeyName = map.Text("defaultSecretKeyName"),
            MarineBuildArguments = map.Text("marineBuildArgs"),
            MarineVersion = map.Text("marineVersion"),
            MreplVersion = map.Text("mreplVersion"),
            RustToolchain = map.Text("rustToolchain"),
            CliVersion = map.Text("cliVersion"),
        };
    }

    /// <summary>Reads the file of a project.</summary>
    /// <param name="root">The project's folder.</param>
    /// <exception cref="ProjectException">There is no such file.</exception>
    /// <exception cref="ProjectFileException">The file is wrong; all mistakes are told.</exception>
    public static FluenceYaml Load(string root)
    {
        string file = Path.Combine(root, FileName);
        return File.Exists(file) ? Read(File.ReadAllText(file), file)
            : throw new ProjectException($"there is no {FileName} in {Path.GetFullPath(root)}; make a project with `fluence init`");
    }
}
