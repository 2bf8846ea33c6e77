using System.Security.Cryptography;
using System.Text;

namespace Fluence.Projects.Archives;

/// <summary>Folders of modules and services that are given by a path, by the path of an archive, or by the address of one.</summary>
public static class ArchiveCache
{
    private const int HashLength = 16;

    /// <summary>Whether something is an address rather than a path.</summary>
    public static bool IsUrl(string get)
    {
        ArgumentNullException.ThrowIfNull(get);
        return get.StartsWith("http://", StringComparison.Ordinal) || get.StartsWith("https://", StringComparison.Ordinal);
    }

    /// <summary>Whether something is an archive, here or elsewhere.</summary>
    public static bool IsArchive(string get)
    {
        ArgumentNullException.ThrowIfNull(get);
        return IsUrl(get) || get.EndsWith(".tar.gz", StringComparison.Ordinal) || get.EndsWith(".tgz", StringComparison.Ordinal);
    }

    /// <summary>The folder that is meant. Archives are unpacked once, and those of addresses also downloaded once.</summary>
    /// <param name="get">A path, or an address.</param>
    /// <param name="baseFolder">The folder that paths are from.</param>
    /// <param name="cache">The folder under which archives are unpacked.</param>
    /// <exception cref="ProjectException">An archive is missing, cannot be downloaded, or is wrong.</exception>
    public static string Resolve(string get, string baseFolder, string cache)
    {
        if (!IsArchive(get))
        {
            return Path.GetFullPath(get, Path.GetFullPath(baseFolder));
        }

        if (!IsUrl(get))
        {
            string file = Path.GetFullPath(get, Path.GetFullPath(baseFolder));
            if (!File.Exists(file))
            {
                throw new ProjectException($"there is no archive {file}");
            }

            using FileStream contents = File.OpenRead(file);
            string byContents = FolderOf(get, SHA256.HashData(contents), cache);
            contents.Position = 0;
            return Unpack(contents, file, byContents);
        }

        string folder = FolderOf(get, SHA256.HashData(Encoding.UTF8.GetBytes(get)), cache);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        using MemoryStream downloaded = Download(get);
        return Unpack(downloaded, get, folder);
    }

    private static string Unpack(Stream archive, string where, string folder)
    {
        if (Directory.Exists(folder))
        {
            return folder;
        }

        try
        {
            TarGzip.Extract(archive, where, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // another process was faster
        }

        return folder;
    }

    private static string FolderOf(string get, byte[] hash, string cache)
    {
        string name = get.Split('?')[0].TrimEnd('/').Split('/', '\\')[^1];
        string safe = new([.. name.Where(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(40)]);
        return Path.Combine(Path.GetFullPath(cache), $"{safe}_{Convert.ToHexStringLower(hash)[..HashLength]}");
    }

    private static MemoryStream Download(string address)
    {
        try
        {
            using HttpClient client = new() { Timeout = ArchiveLimits.DownloadTimeout };
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead);
            if (!response.IsSuccessStatusCode)
            {
                throw new ProjectException($"{address} cannot be downloaded: the server answers {(int)response.StatusCode}");
            }

            MemoryStream contents = new();
            using Stream body = response.Content.ReadAsStream();
            using BoundedStream bounded = new(body, ArchiveLimits.MaxDownload, address);
            bounded.CopyTo(contents);
            contents.Position = 0;
            return contents;
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or TaskCanceledException or UriFormatException)
        {
            throw new ProjectException($"{address} cannot be downloaded: {failed.Message}");
        }
    }
}
