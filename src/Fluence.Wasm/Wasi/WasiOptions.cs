using System.Security.Cryptography;

namespace Fluence.Wasm.Wasi;

/// <summary>
/// What a guest sees of the world: nothing that is not given here. Clock and random come from delegates, so that a run can be repeated
/// exactly.
/// </summary>
public sealed record WasiOptions
{
    /// <summary>The arguments of the program, its name first. They must not contain a zero character.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Folders that the guest may use, by the name that it knows them by; the value is a path of the host. The guest cannot reach anything
    /// outside them, neither by <c>..</c> nor by absolute paths nor through symbolic links. While a guest runs nobody else should rename
    /// folders in them, because a path is checked before it is opened.
    /// </summary>
    public IReadOnlyDictionary<string, string> Folders { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Names of <see cref="Folders"/> that do not tell what is in them: only who knows the name of a file there can use it. Folders in them
    /// can be listed.
    /// </summary>
    public IReadOnlySet<string> UnlistedFolders { get; init; } = new HashSet<string>();

    /// <summary>How much the guest may keep in folders; without any as much as the disk holds.</summary>
    public IReadOnlyList<WasiQuota> Quotas { get; init; } = [];

    /// <summary>Standard input; empty by default.</summary>
    public Stream Input { get; init; } = Stream.Null;

    /// <summary>Standard output; discarded by default.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>Standard error; discarded by default.</summary>
    public Stream Error { get; init; } = Stream.Null;

    /// <summary>The time since 1970 and, as a timestamp, the time that only runs forward.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Fills memory with random bytes.</summary>
    public WasiRandom Random { get; init; } = RandomNumberGenerator.Fill;

    /// <summary>How many files and folders may be open at once.</summary>
    public int MaxOpenFiles { get; init; } = 256;

    /// <summary>Takes room for what a file or folder grows by.</summary>
    /// <exception cref="WasiException">A quota does not have it.</exception>
    internal void TakeRoom(string path, long bytes)
    {
        foreach (WasiQuota quota in Quotas)
        {
            quota.Take(path, bytes);
        }
    }

    /// <summary>Takes room for what is moved from one folder to another.</summary>
    /// <exception cref="WasiException">A quota does not have it.</exception>
    internal void TakeRoomForMove(string from, string to)
    {
        foreach (WasiQuota quota in Quotas)
        {
            quota.TakeForMove(from, to);
        }
    }
}

/// <summary>Fills memory with random bytes.</summary>
public delegate void WasiRandom(Span<byte> bytes);
