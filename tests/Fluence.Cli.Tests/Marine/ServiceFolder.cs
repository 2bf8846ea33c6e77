using Fluence.Cli.Tests.Support;
using Fluence.Marine.Tests.Support;

namespace Fluence.Cli.Tests.Marine;

/// <summary>A folder with the guests of Marine's tests, alone and as services.</summary>
internal sealed class ServiceFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServiceFolder()
    {
        foreach (string name in (ReadOnlySpan<string>)["types", "front", "world"])
        {
            Directory.CreateDirectory(PathOf(name));
            File.WriteAllBytes(PathOf(name, name + ".wasm"), GuestFile.Read(name));
            File.WriteAllText(PathOf(name, "module.yaml"), $"version: 1\nname: {name}\ntype: compiled\n");
        }

        File.WriteAllText(
            PathOf("service.yaml"),
            "version: 0\nname: pair\nmodules:\n  facade:\n    get: ./front\n  types:\n    get: ./types\n");
        File.WriteAllText(
            PathOf("Config.toml"),
            "total_memory_limit = \"Infinity\"\n[[module]]\nname = \"types\"\nload_from = \"types\"\n[[module]]\nname = \"front\"\nload_from = \"front\"\n");
    }

    public string PathOf(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    public void Dispose() => _folder.Dispose();
}
