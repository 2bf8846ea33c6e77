using System.Collections.Concurrent;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Pins;

/// <summary>
/// The pins of a store: a file each, named by the CID, which holds the word <c>recursive</c> or <c>direct</c>. A pin is on the disk before
/// it counts.
/// </summary>
internal sealed class PinStore
{
    private const string Temporary = ".tmp";

    private readonly string _folder;
    private readonly ConcurrentDictionary<Cid, PinMode> _pins = new();

    /// <summary>Opens the pins.</summary>
    /// <exception cref="IpfsException">The folder cannot be used, or holds what are no pins.</exception>
    public PinStore(string folder)
    {
        _folder = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(_folder);
            foreach (string file in Directory.EnumerateFiles(_folder))
            {
                Open(file);
            }
        }
        catch (Exception failure) when (failure is (IOException or UnauthorizedAccessException) and not IpfsException)
        {
            throw new IpfsException($"cannot use the folder of pins {_folder}: {failure.Message}", failure);
        }
    }

    public IEnumerable<KeyValuePair<Cid, PinMode>> All => _pins.OrderBy(pin => pin.Key.ToString(), StringComparer.Ordinal);

    public PinMode? Find(Cid cid) => _pins.TryGetValue(cid, out PinMode mode) ? mode : null;

    /// <exception cref="IpfsLimitException">There are too many pins.</exception>
    public void Add(Cid cid, PinMode mode)
    {
        if (Find(cid) is { } there && (there == mode || there == PinMode.Recursive))
        {
            return;
        }

        if (_pins.Count >= Limits.Pins)
        {
            throw new IpfsLimitException($"at most {Limits.Pins} pins are kept");
        }

        string path = Path.Combine(_folder, cid.ToString()), temporary = $"{path}.{Guid.NewGuid():N}{Temporary}";
        using (StreamWriter file = new(new FileStream(temporary, FileMode.CreateNew, FileAccess.Write)))
        {
            file.Write(Word(mode));
            file.Flush();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        _pins[cid] = mode;
    }

    /// <summary>Removes a pin; false when there is none.</summary>
    public bool Remove(Cid cid)
    {
        File.Delete(Path.Combine(_folder, cid.ToString()));
        return _pins.TryRemove(cid, out _);
    }

    private void Open(string file)
    {
        if (file.EndsWith(Temporary, StringComparison.Ordinal))
        {
            File.Delete(file);
            return;
        }

        PinMode? mode = File.ReadAllText(file) switch { "recursive" => PinMode.Recursive, "direct" => PinMode.Direct, _ => null };
        if (mode is not { } known || !Cid.TryParseAny(Path.GetFileName(file), out Cid cid))
        {
            throw new IpfsException($"{file} is no pin; move it away");
        }

        _pins[cid] = known;
    }

    private static string Word(PinMode mode) => mode == PinMode.Recursive ? "recursive" : "direct";
}
