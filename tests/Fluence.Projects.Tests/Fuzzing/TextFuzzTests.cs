using System.Text;
using Fluence.Marine;
using Fluence.Projects.Building.Cpp;
using Fluence.Projects.Building.Data;
using Fluence.Projects.Building.Rust;
using Fluence.Projects.Completion;
using Fluence.Projects.Files;

namespace Fluence.Projects.Tests.Fuzzing;

/// <summary>Readers of texts give an answer or their own error, whatever the text.</summary>
public sealed class TextFuzzTests
{
    private const int Rounds = 5_000;

    private const string Artifact =
        """{"reason":"compiler-artifact","manifest_path":"/p","target":{"kind":["bin"],"name":"m"},"""
        + "\"profile\":{\"test\":true},\"filenames\":[\"/m.wasm\"],\"fresh\":false}";

    private const string Project =
        "version: 10\naquaDependencies: {}\nservices:\n  a:\n    get: x\n  b: { get: y }\nmarineBuildArgs: --release\n";

    private const string Deployments =
        "version: 8\naquaDependencies: {}\nservices:\n  a: { get: x }\n  b: { get: y }\ndeployments: { d: { services: [a, b] } }\n";

    [Fact]
    public void Messages_of_cargo() => Assert.InRange(Count(Artifact, static text => CargoArtifact.Read(text).Length > 0), 10, Rounds);

    [Fact]
    public void Dependencies() =>
        Assert.InRange(Count("a.o: b.cpp \\\n c\\ d.hpp\n", static text => DependencyFile.Read(text).Any()), 10, Rounds);

    [Fact]
    public void Projects() => Assert.InRange(
        Count(Project, static text => FluenceYaml.Read(text, "fluence.yaml").Services.Length == 2), 10, Rounds);

    [Fact]
    public void Spells() => Assert.InRange(
        Count("version: 0\naquaFilePath: a\nfunction: f\nclock: { periodSec: 5 }\ninitArgs: { a: [1.5, {b: ~}] }\n",
            static text => SpellYaml.Read(text, "f").Function.Length > 0), 10, Rounds);

    [Fact]
    public void Workers() => Assert.InRange(
        Count("version: 1\nhosts:\n  local:\n    a: { definition: d, timestamp: t, dummyDealId: i, relayId: r, installation_spells: [] }\n",
            static text => WorkersYaml.Read(text, "f").Hosts.Count > 0), 10, Rounds);

    [Fact]
    public void Names_in_lists() => Assert.InRange(
        Count(Deployments, static text => FluenceYaml.Read(ListedNames.Remove(text, "f", "services", "a"), "f").Version > 0), 10, Rounds);

    [Fact]
    public void Data() => Assert.InRange(
        Count("a: 1\nb: [1, -2, 1.5]\nc: { d: x }\n", static text => AquaData.Module(YamlData.Read(text, "f"), "m", new AquaDataOptions()).Length > 0),
        10, Rounds);

    [Fact]
    public void Changes_of_yaml() => Assert.InRange(
        Count(Project, static text => YamlBlock.Remove(YamlBlock.Add(text, "services", "c", "z"), "services", "c") is not null), 10, Rounds);

    [Fact]
    public void Descriptions() => Assert.InRange(
        Count("""{"ast_type":"Record","name":"R"}""", static text => GeneratedDescription.Read(text).SectionName.Length > 0), 10, Rounds);

    /// <summary>How often a damaged text is still read; a fixed seed, so that a failure comes again.</summary>
    private static int Count(string text, Func<string, bool> read)
    {
        Random random = new(23);
        int successes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            try
            {
                successes += read(Damage(text, random)) ? 1 : 0;
            }
            catch (Exception wrong) when (wrong is MarineException or ProjectException)
            {
                // its own error
            }
        }

        return successes;
    }

    private static string Damage(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.Trim(' '));
        switch (random.Next(4))
        {
            case 0:
                random.NextBytes(bytes);
                break;
            case 1:
                return text[..random.Next(text.Length)];
            default:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
