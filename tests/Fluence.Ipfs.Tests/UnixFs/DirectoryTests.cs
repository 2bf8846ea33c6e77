using System.Globalization;
using System.Text;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.UnixFs;

/// <summary>Directories. The expected ids are those of ipfs-unixfs-importer 17.1.1.</summary>
public sealed class DirectoryTests
{
    private readonly BlockStore _store = new(TestFolder.New(), long.MaxValue);

    [Fact]
    public async Task Directories_in_directories()
    {
        Dictionary<string, string> made = await WriteAsync(
            new AddOptions(), ("a/b/c.txt", "hello"), ("a/B.txt", "hello\n"), ("a/é", ""));

        Assert.Equal("bafybeia2by4gdjcb4ol6kxx5vc5z5vqnlkn22mnsbgs3olm6h2j46tq7sy", made["a/b"]);
        Assert.Equal("bafybeiehed3oxtxgl2kudqrbivlwvtu2jave3iyqdfniivmee7y25p37cq", made["a"]);
        Assert.Equal("bafybeichfg32twqyitpxidjqaia2qxqc45nfllbvbkoorfxcrnh3khirmm", made[""]);
    }

    [Fact]
    public async Task Directories_with_ids_of_version_0()
    {
        Dictionary<string, string> made = await WriteAsync(
            new AddOptions { CidVersion = 0 }, ("a/b/c.txt", "hello"), ("a/B.txt", "hello\n"));

        Assert.Equal("QmeJ74QaN3UWsAh5mUCt5Uop3JH8n5x2nw4Moo2bKnKJup", made["a/b"]);
        Assert.Equal("QmTjFrDcegtRdBrhZKDMBXtDWG6CuvVrsPUdWpvgs5iwPP", made["a"]);
    }

    [Theory]
    [InlineData(1, "bafybeibqxlh2faqkbhszib6npn33xqxkbwlhlcxlafdifvbkcqvg2ys6ay")]
    [InlineData(2500, "bafybeigmit6zvjkw6lifsdo5ovown5tp4tbmfph2jhkyj47d6oe3bd5hui")]
    [InlineData(3000, "bafybeiargar7qnrsbkgbso6gs5xoyogrnzukrifyvskpolkkl34oeyleci")]
    public async Task Large_directories_are_spread_over_many_nodes(int count, string expected)
    {
        Dictionary<string, string> made = await WriteAsync(new AddOptions(), [.. Enumerable.Range(0, count).Select(i =>
            ($"d/{Name(i)}", i.ToString(CultureInfo.InvariantCulture)))]);
        UnixFsReader reader = new(_store);
        Assert.True(IpfsPath.TryParse($"/ipfs/{expected}/{Name(count - 1)}", out IpfsPath? path));

        Assert.Equal(expected, made["d"]);
        List<string> names = [];
        await foreach (UnixFsEntry entry in reader.ListAsync(path.Root, default))
        {
            names.Add(entry.Name);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(Name), names.Order(StringComparer.Ordinal));
        Cid found = await reader.ResolveAsync(path, default);
        Assert.Equal((count - 1).ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetString(await reader.ReadAllAsync(found, 100, default)));
        Assert.True((await reader.StatAsync(path.Root, default)).IsDirectory);
    }

    [Fact]
    public async Task Paths_lead_to_what_is_there_only()
    {
        Dictionary<string, string> made = await WriteAsync(new AddOptions(), ("a/b/c.txt", "hello"));
        UnixFsReader reader = new(_store);
        async Task<Cid> Resolve(string text) => await reader.ResolveAsync(
            IpfsPath.TryParse(text, out IpfsPath? path) ? path : throw new ArgumentException(text), default);

        Assert.Equal(made["a/b"], (await Resolve($"/ipfs/{made[""]}/a/b/")).ToString());
        Assert.Equal(made["a"], (await Resolve($"{made["a"]}")).ToString());
        Assert.Contains("no link named \"x\"", (await Assert.ThrowsAsync<IpfsException>(() => Resolve($"{made["a"]}/x"))).Message);
        await Assert.ThrowsAnyAsync<IpfsException>(() => Resolve($"{made["a"]}/b/c.txt/d"));
        await Assert.ThrowsAsync<IpfsFormatException>(() => reader.ReadAllAsync((Cid.TryParse(made["a"], out Cid a), a).a, 100, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ipfs/")]
    [InlineData("/ipns/bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq")]
    [InlineData("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq/../x")]
    [InlineData("not a cid")]
    public void Other_texts_are_no_paths(string text) => Assert.False(IpfsPath.TryParse(text, out _));

    [Fact]
    public void A_name_is_a_file_or_a_directory()
    {
        DirectoryTree tree = new();
        tree.AddFile(["a", "b"], default);

        Assert.Throws<IpfsFormatException>(() => tree.AddFile(["a"], default));
        Assert.Throws<IpfsFormatException>(() => tree.AddFile(["a", "b", "c"], default));
        Assert.Throws<IpfsFormatException>(() => tree.AddFile([], default));
    }

    private static string Name(int i) => $"entry-{i:D6}-{new string('x', 60)}";

    private async Task<Dictionary<string, string>> WriteAsync(AddOptions options, params (string Path, string Text)[] files)
    {
        UnixFsWriter writer = new(options, block => _store.Put(block));
        DirectoryTree tree = new();
        foreach ((string path, string text) in files)
        {
            AddedNode added = await writer.AddFileAsync(Content.Stream(text), 1000, default);
            tree.AddFile(path.Split('/'), added);
        }

        Dictionary<string, string> made = [];
        tree.Write(writer, "", (path, added) => made.Add(path, added.Cid.ToString()));
        return made;
    }
}
