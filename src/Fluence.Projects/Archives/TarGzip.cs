using System.Formats.Tar;
using System.IO.Compression;

namespace Fluence.Projects.Archives;

/// <summary>Archives of the kind <c>.tar.gz</c>. Nothing in them may reach beyond the folder that they are unpacked into.</summary>
public static class TarGzip
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Unpacks an archive into a folder, which appears when all of it is there.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="where">What it is called in messages.</param>
    /// <param name="folder">The folder, which must not be there yet.</param>
    /// <exception cref="ProjectException">It is no such archive, too large, or reaches beyond the folder.</exception>
    public static void Extract(Stream archive, string where, string folder)
    {
        string target = Path.GetFullPath(folder), part = $"{target}.{Environment.ProcessId}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        DeleteFolder(part);
        try
        {
            Directory.CreateDirectory(part);
            ExtractAll(archive, where, part);
            Directory.Move(part, target);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            throw new ProjectException($"{where} is no .tar.gz archive: {malformed.Message}");
        }
        finally
        {
            DeleteFolder(part);
        }
    }

    /// <summary>Makes an archive of files. The same files give the same bytes.</summary>
    /// <param name="archive">Where it is written to.</param>
    /// <param name="files">Their names in the archive and their contents.</param>
    public static void Write(Stream archive, IEnumerable<(string Name, byte[] Contents)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using GZipStream gzip = new(archive, CompressionLevel.SmallestSize, leaveOpen: true);
        using TarWriter writer = new(gzip, TarEntryFormat.Ustar);
        foreach ((string name, byte[] contents) in files.OrderBy(static file => file.Name, StringComparer.Ordinal))
        {
            using MemoryStream data = new(contents);
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = data, Mode = Mode, ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }
    }

    private static void ExtractAll(Stream archive, string where, string folder)
    {
        using GZipStream gzip = new(archive, CompressionMode.Decompress, leaveOpen: true);
        using BoundedStream bounded = new(gzip, ArchiveLimits.MaxContents, where);
        using TarReader reader = new(bounded);
        int entries = 0;
        while (reader.GetNextEntry() is { } entry)
        {
            if (++entries > ArchiveLimits.MaxEntries)
            {
                throw new ProjectException($"{where} has more than {ArchiveLimits.MaxEntries} files");
            }

            Extract(entry, where, folder);
        }

        if (entries == 0)
        {
            throw new ProjectException($"{where} is no .tar.gz archive: it has no files");
        }
    }

    private static void Extract(TarEntry entry, string where, string folder)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                Directory.CreateDirectory(PathOf(entry, where, folder));
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                string path = PathOf(entry, where, folder);
                if (File.Exists(path) || Directory.Exists(path))
                {
                    throw new ProjectException($"{where} has '{entry.Name}' twice");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
                {
                    entry.DataStream?.CopyTo(file);
                }

                break;
            case TarEntryType.GlobalExtendedAttributes:
                break;
            default:
                throw new ProjectException(
                    $"{where} has '{entry.Name}' in it, which is no file or folder but {entry.EntryType}; links are refused");
        }
    }

    private static string PathOf(TarEntry entry, string where, string folder)
    {
        string name = entry.Name.Replace('\\', '/');
        bool isOutside = name.StartsWith('/') || name.AsSpan().ContainsAny(':', '\0') || name.Split('/').Contains("..");
        if (isOutside || name.Length > ArchiveLimits.MaxPath)
        {
            throw new ProjectException(
                $"{where} has the path '{Files.Shapes.Words.Shorten(entry.Name)}' in it, which would lie outside of its folder");
        }

        return Path.Combine(folder, name);
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
