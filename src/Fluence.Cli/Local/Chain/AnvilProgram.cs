using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Projects;
using Fluence.Projects.Archives;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Local.Chain;

/// <summary>
/// The program that is the chain of a local network: anvil of a pinned version, fetched from the npm registry on first use and kept in the
/// user's folder.
/// </summary>
internal static class AnvilProgram
{
    /// <summary>The environment variable that names another program.</summary>
    public const string Variable = "FLUENCE_ANVIL";

    /// <summary>The environment variable that names another folder to keep the fetched program in.</summary>
    public const string FolderVariable = "FLUENCE_TOOLS";

    private const string Version = "1.7.1";
    private const long MaxPackage = 200 * 1024 * 1024;
    private const long MaxMetadata = 1024 * 1024;

    /// <summary>What the packages must be, by their platform; others are checked by what the registry says.</summary>
    private static readonly Dictionary<string, string> Pinned = new(StringComparer.Ordinal)
    {
        ["linux-amd64"] = "sha512-+XmShybEaxfCrr0OUUZwYEy2OnYZt5pHH9TzBtLv3+VrK0O/ANuNSVEahqNhKHlgX7GRJ59383ofNhxkRWIYTg==",
    };

    /// <summary>Where fetched programs are kept.</summary>
    public static string Folder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
        ? Path.GetFullPath(named) : Path.Combine(UserFolder.Current().Root, "tools");

    /// <summary>The program's file, fetched if it is not there.</summary>
    /// <param name="progress">Told how far fetching is: the bytes so far, and all of them if they are known.</param>
    /// <param name="cancellation">Ends fetching.</param>
    /// <exception cref="CommandException">It cannot be had.</exception>
    public static async Task<string> FindAsync(Action<long, long?> progress, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new CommandException($"{Variable} is {named}, which is no file");
        }

        string platform = Platform();
        string folder = Path.Combine(Folder, $"anvil-{Version}-{platform}");
        string program = Path.Combine(folder, "package", "bin", OperatingSystem.IsWindows() ? "anvil.exe" : "anvil");
        if (!File.Exists(program))
        {
            await FetchAsync(platform, folder, progress, cancellation);
        }

        // also what another process has just fetched
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(program) & UnixFileMode.UserExecute) == 0)
        {
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        }

        return program;
    }

    private static async Task FetchAsync(
        string platform, string folder, Action<long, long?> progress, CancellationToken cancellation)
    {
        string package = $"@foundry-rs/anvil-{platform}";
        Uri registry = NpmRegistry.Address();
        try
        {
            using HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
            (Uri tarball, string integrity) = await DescribeAsync(http, registry, package, cancellation);
            byte[] archive = await DownloadAsync(http, tarball, progress, cancellation);
            Check(package, archive, Pinned.GetValueOrDefault(platform, integrity));
            using MemoryStream stream = new(archive);
            TarGzip.Extract(stream, package, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // another process was faster
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or ProjectException or JsonException)
        {
            throw new CommandException(
                $"the local chain needs the program anvil {Version}, and {package} could not be fetched: {failed.Message}. "
                + $"Set {Variable} to the program's file, use another chain with --rpc, or do without one: --no-chain");
        }
    }

    private static async Task<(Uri Tarball, string Integrity)> DescribeAsync(
        HttpClient http, Uri registry, string package, CancellationToken cancellation)
    {
        Uri address = new(registry, $"{package}/{Version}");
        using HttpResponseMessage response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        byte[] text = await ReadAsync(response, MaxMetadata, static (_, _) => { }, cancellation);
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("dist", out JsonElement dist)
            && dist.TryGetProperty("tarball", out JsonElement tarball) && dist.TryGetProperty("integrity", out JsonElement integrity)
            && Uri.TryCreate(tarball.GetString(), UriKind.Absolute, out Uri? where)
            ? (where, integrity.GetString() ?? "")
            : throw new JsonException("the registry's answer has no dist.tarball and dist.integrity");
    }

    private static async Task<byte[]> DownloadAsync(
        HttpClient http, Uri tarball, Action<long, long?> progress, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.GetAsync(tarball, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        return await ReadAsync(response, MaxPackage, progress, cancellation);
    }

    private static async Task<byte[]> ReadAsync(
        HttpResponseMessage response, long max, Action<long, long?> progress, CancellationToken cancellation)
    {
        long? all = response.Content.Headers.ContentLength;
        using MemoryStream whole = new();
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation);
        byte[] part = new byte[128 * 1024];
        while (await body.ReadAsync(part, cancellation) is > 0 and int read)
        {
            whole.Write(part, 0, read);
            if (whole.Length > max)
            {
                throw new IOException($"the registry's answer is longer than {max} bytes");
            }

            progress(whole.Length, all);
        }

        return whole.ToArray();
    }

    private static void Check(string package, byte[] archive, string integrity)
    {
        if (integrity != "sha512-" + Convert.ToBase64String(SHA512.HashData(archive)))
        {
            throw new IOException($"what came as {package} {Version} is not that package: its SHA-512 is not {integrity}");
        }
    }

    private static string Platform()
    {
        string system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : "win32";
        return system + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-amd64");
    }
}
