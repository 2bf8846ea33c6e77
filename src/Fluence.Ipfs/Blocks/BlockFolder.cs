using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;

namespace Fluence.Ipfs.Blocks;

/// <summary>
/// The files of a block store: <c>‹two characters›/‹base32 of the multihash›</c>, where the characters are the two before the last one of
/// the name. A file is there with all its contents, and on the disk, or not at all.
/// </summary>
internal sealed class BlockFolder
{
    private const string Temporary = "tmp";

    private readonly string _folder;

    /// <summary>Opens the folder; what writes that were cut short have left is removed.</summary>
    /// <exception cref="IpfsException">It cannot be used.</exception>
    public BlockFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        string temporary = Path.Combine(_folder, Temporary);
        try
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }

            Directory.CreateDirectory(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IpfsException($"cannot use the folder of blocks {_folder}: {failure.Message}", failure);
        }
    }

    /// <summary>All files that are named like blocks, with their sizes.</summary>
    public IEnumerable<(Multihash Hash, long Size)> All
    {
        get
        {
            foreach (FileInfo file in new DirectoryInfo(_folder).EnumerateDirectories().Where(shard => shard.Name != Temporary)
                .SelectMany(shard => shard.EnumerateFiles()))
            {
                if (Base32.TryDecode(file.Name, out byte[] bytes) && Multihash.TryParse(bytes, out Multihash hash))
                {
                    yield return (hash, file.Length);
                }
            }
        }
    }

    public bool TryGetSize(Multihash hash, out long size)
    {
        FileInfo file = new(PathOf(hash));
        size = file.Exists ? file.Length : 0;
        return file.Exists;
    }

    /// <summary>Reads a file; its contents are not checked.</summary>
    public bool TryRead(Multihash hash, [NotNullWhen(true)] out byte[]? content)
    {
        content = null;
        string path = PathOf(hash);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            content = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Writes a file that is not there yet.</summary>
    public void Write(Multihash hash, ReadOnlySpan<byte> content)
    {
        string path = PathOf(hash);
        string temporary = Path.Combine(_folder, Temporary, Guid.NewGuid().ToString("N"));
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new IpfsException($"cannot write a block to {_folder}: {failure.Message}", failure);
        }
    }

    public void Delete(Multihash hash) => File.Delete(PathOf(hash));

    private string PathOf(Multihash hash)
    {
        string name = Base32.Encode(hash.ToBytes());
        return Path.Combine(_folder, name[^3..^1], name);
    }
}
