using System.Formats.Tar;
using System.Globalization;
using System.Text.Json.Nodes;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Rpc.Commands;

/// <summary>The calls about files and directories.</summary>
internal static class FileCommands
{
    private const int MaxFiles = 100_000, MaxChunk = 1024 * 1024;

    /// <summary><c>add</c>: files, and directories by the paths of what is in them.</summary>
    public static async Task AddAsync(RpcCall call)
    {
        AddOptions options = ReadAddOptions(call);
        UnixFsWriter writer = call.Node.Writer(options, call.Lease);
        DirectoryTree tree = new();
        List<(string Name, AddedNode Node)> added = [];
        List<Cid> roots = [];
        bool wrap = call.Flag("wrap-with-directory", false);
        long left = call.Node.Options.MaxFileSize;
        await foreach (MultipartFile file in MultipartFiles.ReadAsync(call.Context.Request, call.Cancellation))
        {
            if (added.Count >= MaxFiles)
            {
                throw new RpcException($"at most {MaxFiles} files are taken at once");
            }

            if (file.Content is null)
            {
                tree.AddDirectory(file.Path);
                continue;
            }

            AddedNode node = await writer.AddFileAsync(file.Content, left, call.Cancellation);
            left -= node.FileSize;
            string[] path = wrap && file.Path.Length == 0 ? [node.Cid.ToString()] : file.Path;
            added.Add((path.Length == 0 ? node.Cid.ToString() : string.Join('/', path), node));
            if (wrap || path.Length > 1)
            {
                tree.AddFile(path, node);
            }
            else
            {
                roots.Add(node.Cid);
            }
        }

        if (added.Count == 0 && tree.Directories.Count == 0)
        {
            throw new RpcException("file argument is required");
        }

        if (wrap)
        {
            roots.Add(tree.Write(writer, "", (path, node) => added.Add((path, node))).Cid);
        }
        else
        {
            roots.AddRange(tree.Directories.Select(
                directory => directory.Value.Write(writer, directory.Key, (path, node) => added.Add((path, node))).Cid));
        }

        foreach (Cid root in options is { Pin: true, OnlyHash: false } ? roots : [])
        {
            call.Node.PinAdded(root);
        }

        foreach ((string name, AddedNode node) in added)
        {
            await call.LineAsync(new JsonObject
            {
                ["Name"] = name, ["Hash"] = node.Cid.ToString(), ["Size"] = node.TotalSize.ToString(CultureInfo.InvariantCulture),
            });
        }
    }

    /// <summary><c>cat</c>: the bytes of files one after the other.</summary>
    public static async Task CatAsync(RpcCall call)
    {
        call.Argument("ipfs-path");
        long skip = call.Number("offset", 0), left = call.Number("length", long.MaxValue);
        foreach (string argument in call.Arguments)
        {
            Cid file = await call.ResolveAsync(argument);
            long size = (await call.Files.StatAsync(file, call.Cancellation)).Size;
            await foreach (ReadOnlyMemory<byte> part in call.Files.ReadAsync(file, skip, left, call.Cancellation))
            {
                call.BeginStream("text/plain");
                await call.WriteAsync(part);
                left -= part.Length;
            }

            skip = Math.Max(0, skip - size);
        }

        call.BeginStream("text/plain");
    }

    /// <summary><c>get</c>: a file, or a directory with all in it, as a tar archive.</summary>
    public static async Task GetAsync(RpcCall call)
    {
        string argument = call.Argument("ipfs-path");
        call.Only("compress", "false");
        Cid root = await call.ResolveAsync(argument);
        UnixFsStat stat = await call.Files.StatAsync(root, call.Cancellation);
        if (stat.TotalSize > (ulong)call.Node.Options.MaxFileSize)
        {
            throw new IpfsLimitException($"{root} has {stat.TotalSize} bytes, at most {call.Node.Options.MaxFileSize} are given here");
        }

        call.BeginStream("application/x-tar");
        await using TarWriter tar = new(call.Response.Body, TarEntryFormat.Pax, leaveOpen: true);
        Stack<(string Name, Cid Cid)> ahead = new([(argument.TrimEnd('/').Split('/')[^1], root)]);
        for (int entries = 0; ahead.TryPop(out (string Name, Cid Cid) next); entries++)
        {
            stat = await call.Files.StatAsync(next.Cid, call.Cancellation);
            if (entries > MaxFiles || next.Name.Split('/').Length > Limits.PathLength)
            {
                throw new IpfsLimitException($"{root} has too many files or levels");
            }

            await WriteEntryAsync(tar, call, next.Name, stat);
            if (stat.IsDirectory)
            {
                await foreach (UnixFsEntry entry in call.Files.ListAsync(next.Cid, call.Cancellation))
                {
                    ahead.Push(($"{next.Name}/{SafeName(entry.Name)}", entry.Cid));
                }
            }
        }
    }

    /// <summary><c>ls</c>: what is in directories.</summary>
    public static async Task ListAsync(RpcCall call)
    {
        call.Argument("ipfs-path");
        bool stream = call.Flag("stream", false), types = call.Flag("resolve-type", true);
        JsonArray objects = [];
        foreach (string argument in call.Arguments)
        {
            Cid directory = await call.ResolveAsync(argument);
            JsonArray links = [];
            if ((await call.Files.StatAsync(directory, call.Cancellation)).IsDirectory)
            {
                await foreach (UnixFsEntry entry in call.Files.ListAsync(directory, call.Cancellation))
                {
                    JsonObject link = await LinkAsync(call, entry, types);
                    if (stream)
                    {
                        await call.LineAsync(Objects(new JsonArray(Listed(argument, new JsonArray(link)))));
                    }
                    else
                    {
                        links.Add((JsonNode)link);
                    }
                }
            }

            objects.Add((JsonNode)Listed(argument, links));
        }

        if (!stream)
        {
            await call.JsonAsync(Objects(objects));
        }
    }

    private static JsonObject Objects(JsonArray objects) => new() { ["Objects"] = objects };

    private static JsonObject Listed(string argument, JsonArray links) => new() { ["Hash"] = argument, ["Links"] = links };

    private static AddOptions ReadAddOptions(RpcCall call)
    {
        call.Only("hash", "sha2-256");
        call.Only("trickle", "false");
        call.Only("nocopy", "false");
        call.Only("inline", "false");
        call.Only("cid-version", "0", "1");
        string chunker = call.Option("chunker") ?? $"size-{UnixFsFile.ChunkSize}";
        if (!chunker.StartsWith("size-", StringComparison.Ordinal)
            || !int.TryParse(chunker["size-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int chunk)
            || chunk is 0 or > MaxChunk)
        {
            throw new RpcException($"option \"chunker\" is '{chunker}', expected size-N with N from 1 to {MaxChunk}");
        }

        return new AddOptions
        {
            CidVersion = (int)call.Number("cid-version", 0),
            RawLeaves = call.Option("raw-leaves") is null ? null : call.Flag("raw-leaves", false),
            ChunkSize = chunk,
            Pin = call.Flag("pin", true),
            OnlyHash = call.Flag("only-hash", false),
        };
    }

    private static async Task<JsonObject> LinkAsync(RpcCall call, UnixFsEntry entry, bool types)
    {
        UnixFsStat? stat = types ? await call.Files.StatAsync(entry.Cid, call.Cancellation) : null;
        return new JsonObject
        {
            ["Name"] = entry.Name,
            ["Hash"] = entry.Cid.ToString(),
            ["Size"] = stat?.Size ?? (long)Math.Min(entry.TotalSize, long.MaxValue),
            ["Type"] = stat is null ? 0 : (int)stat.Type,
            ["Target"] = "",
        };
    }

    private static async Task WriteEntryAsync(TarWriter tar, RpcCall call, string name, UnixFsStat stat)
    {
        if (stat.IsDirectory)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, name), call.Cancellation);
            return;
        }

        await using FileReadStream content = new(call.Files.ReadAsync(stat.Cid, 0, null, call.Cancellation), stat.Size);
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, call.Cancellation);
    }

    /// <summary>A name of a directory's entry may be anything: what would lead elsewhere when it is unpacked is refused.</summary>
    private static string SafeName(string name) => name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '\\', '\0')
        ? throw new IpfsFormatException($"an entry called '{name}' cannot be a file") : name;
}
