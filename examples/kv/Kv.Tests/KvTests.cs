using System.Runtime.CompilerServices;
using Fluence.Projects.Testing;

namespace Kv.Tests;

/// <summary>The key-value store as others see it: through its interface, with its file.</summary>
public sealed class KvTests : IDisposable
{
    private readonly TestService _kv = TestService.Load(ServiceFolder());

    public void Dispose() => _kv.Dispose();

    [Fact]
    public void Values_survive_a_restart()
    {
        Assert.True(_kv.Call<bool>("put", "colour", "blue"));
        _kv.Restart();
        Assert.Equal(new Entry(true, "blue"), _kv.Call<Entry>("get", "colour"));
    }

    [Fact]
    public void A_key_that_was_never_put_is_not_found() => Assert.False(_kv.Call<Entry>("get", "colour").Found);

    [Fact]
    public void Keys_are_found_by_their_beginning()
    {
        foreach (string key in (string[])["a/2", "b/1", "a/1"])
        {
            _kv.Call<bool>("put", key, "");
        }

        Assert.Equal(["a/1", "a/2"], _kv.Call<string[]>("keys", "a/"));
    }

    private static string ServiceFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..");

    private sealed record Entry(bool Found, string Value);
}
