using Fluence.Projects.Files;
using Fluence.Projects.Files.Provider;
using Fluence.Projects.Files.Shapes;
using Fluence.Projects.Templates;
using Fluence.Projects.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Projects.Tests.Files.Schemas;

/// <summary>A validator that is not ours agrees with the readers, and the original command's schemas with what is written.</summary>
public sealed class ValidationTests : IDisposable
{
    private const string Originals = "facts/cli-schemas-0.16.3";

    private static readonly (string Schema, string Text)[] Good =
    [
        ("fluence", "version: 8\naquaDependencies: {}"),
        ("fluence", "version: 10\naquaDependencies: { a: ^1 }\nrelaysPath: x\nservices:\nspells: { s: { get: x, clock: {} } }"),
        ("fluence", "version: 9\naquaDependencies: {}\nrelaysPath: [x]\nservices: { a: { get: x, overrideModules: { m: null } } }"),
        ("fluence", "version: 8\naquaDependencies: {}\ncompileAqua: { a: { input: a, output: b, target: csharp, constants: { A_1: 1.5 } } }"),
        ("spell", "version: 0\naquaFilePath: a\nfunction: b\ninitArgs: { a: null, b: [1, {}] }\nclock: { periodSec: 3153600000 }"),
        ("module", "version: 1\nname: m\ntype: cpp\ncpp: { flags: [-O2] }"),
        ("service", "version: 0\nname: s\ntotalMemoryLimit: 1.5 GiB\nmodules: { facade: { get: x } }"),
        ("env", "version: 0\nfluenceEnv: kras"),
        ("workers", "version: 1\ndeals: { local: {} }\nhosts:"),
        ("provider", "version: 1\nproviderName: p\ncomputePeers: { a: { computeUnits: 1, nox: { tcpPort: 7771 } } }\n"
            + "offers: { o: { minPricePerWorkerEpoch: '1', computePeers: [a] } }\n"
            + "capacityCommitments: { a: { duration: 1 day, rewardDelegationRate: 2.5 } }"),
    ];

    private static readonly (string Schema, string Text)[] Bad =
    [
        ("fluence", "version: 7\naquaDependencies: {}"),
        ("fluence", "version: 8"),
        ("fluence", "version: 8\naquaDependencies: {}\nservises: {}"),
        ("fluence", "version: 8\naquaDependencies: {}\nservices: { A: { get: x } }"),
        ("fluence", "version: 8\naquaDependencies: {}\nhosts: { a: { peerIds: [] } }"),
        ("fluence", "version: 8\naquaDependencies: {}\ndeployments: { a: { whitelist: [a], blacklist: [b] } }"),
        ("fluence", "version: 8\naquaDependencies: {}\ndeployments: { a: { targetWorkers: 0 } }"),
        ("fluence", "version: 8\naquaDependencies: {}\ncompileAqua: { a: { input: a, output: b, target: go } }"),
        ("fluence", "version: 8\naquaDependencies: {}\ncompileAqua: { a: { input: a, output: b, target: ts, noXor: maybe } }"),
        ("spell", "version: 0\nfunction: b"),
        ("spell", "version: 0\naquaFilePath: a\nfunction: b\nclock: { periodSec: -1 }"),
        ("module", "version: 1\nname: m\ntype: go"),
        ("service", "version: 0\nname: s\ntotalMemoryLimit: much\nmodules: { facade: { get: x } }"),
        ("env", "version: 0\nfluenceEnv: mars"),
        ("workers", "version: 1\ndeals: { mars: {} }"),
        ("provider", "version: 1\nproviderName: p\ncomputePeers: {}\noffers: {}"),
        ("provider", "version: 1\nproviderName: p\ncomputePeers: { a: { computeUnits: 1 } }\noffers: {}\n"
            + "capacityCommitments: { a: { duration: 1 day, rewardDelegationRate: 101 } }"),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ValidatorFact]
    public async Task The_schemas_accept_what_the_readers_accept_and_nothing_else()
    {
        using SchemaValidator validator = new();
        foreach ((string schema, string text) in Good)
        {
            Assert.Null(Record.Exception(() => Read(schema, text)));
            Assert.True(await validator.ValidateAsync(Ours(schema), text) is [], $"{schema}: {text}");
        }

        foreach ((string schema, string text) in Bad)
        {
            Assert.Throws<ProjectFileException>(() => Read(schema, text));
            Assert.False(await validator.ValidateAsync(Ours(schema), text) is [], $"{schema}: {text}");
        }
    }

    [ValidatorFact(Originals)]
    public async Task What_is_written_is_accepted_by_the_original_and_by_our_schemas()
    {
        using SchemaValidator validator = new();
        foreach ((string schema, string text) in Written())
        {
            Assert.True(await validator.ValidateAsync(Ours(schema), text) is [], $"ours of {schema}: {text}");
            string original = Path.Combine(SharedFolder.PathOf(Originals), schema + ".json");
            string[] errors = File.Exists(original) ? await validator.ValidateAsync(original, text) : [];
            Assert.True(errors.Length == 0, $"the original's of {schema}: {string.Join("; ", errors)}\n{text}");
        }
    }

    private static string Ours(string schema) => Path.Combine(Repository.Schemas, schema + ".json");

    private static void Read(string schema, string text)
    {
        switch (schema)
        {
            case "fluence":
                FluenceYaml.Read(text, "f");
                break;
            case "spell":
                SpellYaml.Read(text, "f");
                break;
            case "env":
                EnvYaml.Read(text, "f");
                break;
            case "provider":
                ProviderYaml.Read(text, "f");
                break;
            case "workers":
                WorkersYaml.Read(text, "f");
                break;
            default:
                ShapedFile.Check(text, "f", schema == "module" ? ModuleYamlShape.Module : ModuleYamlShape.Service);
                break;
        }
    }

    private IEnumerable<(string Schema, string Text)> Written()
    {
        foreach (ProjectTemplate template in Enum.GetValues<ProjectTemplate>())
        {
            string root = Path.Combine(_folder.Path, template.ToString());
            ProjectFolder project = NewProject.Create(root, template, GuestLanguage.Rust, null);
            foreach (string file in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories))
            {
                yield return (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
            }
        }

        DealEntry deal = new("bafk", "2026-07-06T23:59:59.000Z", "0xAbC1", 31337, true);
        HostEntry host = new("bafk", [new("h1", "s1", "w1")], "relay", "2026-07-06", "1");
        yield return ("workers", WorkersYaml.Empty.WithDeal("local", "mine", deal).WithHost("dar", "direct", host).ToYaml());
        yield return ("env", new EnvYaml("kras").ToYaml());
        yield return ("provider", ProviderYaml.Create("mine", 2, 32, "0.33", "100 days").ToYaml());
        yield return ("provider-secrets", new ProviderSecretsYaml(
            ProviderSecretsYaml.Empty.Peers.Add("nox-0", new PeerSecrets("AAAA", "0x01"))).ToYaml());
        yield return ("provider-artifacts", ProviderArtifactsYaml.Empty.With("local", "offer", "0x02").ToYaml());
        yield return ("config", new UserConfigYaml("mine").ToYaml());
    }
}
