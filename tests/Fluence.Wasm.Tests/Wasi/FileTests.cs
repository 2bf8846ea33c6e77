using Fluence.Wasm.Wasi;

namespace Fluence.Wasm.Tests.Wasi;

public sealed class FileTests : IDisposable
{
    private const int Folder = 3;
    private const int Create = 1;
    private const int OpenFolder = 2;
    private const int Exclusive = 4;
    private const int Truncate = 8;

    private readonly DirectoryInfo _outside = Directory.CreateTempSubdirectory("fluence-test-");
    private readonly string _root;
    private readonly WasiGuest _guest;

    public FileTests()
    {
        _root = Path.Combine(_outside.FullName, "given");
        Directory.CreateDirectory(Path.Combine(_root, "sub"));
        File.WriteAllText(Path.Combine(_outside.FullName, "secret"), "secret");
        File.WriteAllText(Path.Combine(_root, "file"), "0123456789");
        File.WriteAllText(Path.Combine(_root, "sub", "inner"), "inner");
        _guest = new WasiGuest(new WasiOptions { Folders = new Dictionary<string, string> { ["/data"] = _root }, MaxOpenFiles = 10 });
    }

    public void Dispose()
    {
        _guest.Dispose();
        _outside.Delete(recursive: true);
    }

    [Fact]
    public void Given_folders_are_told_by_name()
    {
        Assert.Equal(0, _guest.Call("fd_prestat_get", Folder, 100));
        Assert.Equal((0u, 5u), (_guest.U32(100), _guest.U32(104)));
        Assert.Equal(0, _guest.Call("fd_prestat_dir_name", Folder, 200, 5));
        Assert.Equal("/data", _guest.Text(200, 5));
        Assert.Equal(8, _guest.Call("fd_prestat_get", 4, 100));
        Assert.Equal(8, _guest.Call("fd_prestat_get", 1, 100));
    }

    [Fact]
    public void A_folder_that_is_not_listed_can_be_used_by_who_knows_its_names()
    {
        using WasiGuest guest = new(new WasiOptions
        {
            Folders = new Dictionary<string, string> { ["/data"] = _root }, UnlistedFolders = new HashSet<string> { "/data" },
        });
        const int access = 2;
        Assert.Equal(access, guest.Call("fd_readdir", Folder, 2000, 1000, 0L, 100));
        Assert.Equal(access, guest.Call("fd_readdir", guest.Open(Folder, ".", OpenFolder).Descriptor, 2000, 1000, 0L, 100));
        int sub = guest.Open(Folder, "sub", OpenFolder).Descriptor;
        Assert.Equal(0, guest.Call("fd_readdir", sub, 2000, 1000, 0L, 100));
        Assert.Equal(access, guest.Call("fd_readdir", guest.Open(Folder, "sub/..", OpenFolder).Descriptor, 2000, 1000, 0L, 100));
        Assert.Equal((0, "inner"), guest.Read(guest.Open(sub, "inner").Descriptor));
    }

    [Fact]
    public void A_file_is_made_written_read_and_removed()
    {
        (int errno, int file) = _guest.Open(Folder, "sub/new", Create | Exclusive);
        Assert.Equal((0, 4), (errno, file));
        Assert.Equal(0, _guest.Write(file, "hello world"));
        Assert.Equal(0, _guest.Call("fd_seek", file, -5L, 2, 100));
        Assert.Equal(6UL, _guest.U64(100));
        Assert.Equal((0, "world"), _guest.Read(file));
        Assert.Equal(0, _guest.Call("fd_filestat_set_size", file, 5L));
        Assert.Equal(0, _guest.Call("fd_filestat_get", file, 200));
        Assert.Equal((4, 5UL), (_guest.Memory[216], _guest.U64(232)));
        Assert.Equal(0, _guest.Call("fd_close", file));
        Assert.Equal(8, _guest.Call("fd_close", file));
        Assert.Equal("hello", File.ReadAllText(Path.Combine(_root, "sub", "new")));
        Assert.Equal(20, _guest.Open(Folder, "sub/new", Create | Exclusive).Errno);
        Assert.Equal(0, _guest.Call("path_unlink_file", Folder, 500, _guest.Put(500, "sub/new")));
        Assert.Equal(44, _guest.Open(Folder, "sub/new").Errno);
    }

    [Fact]
    public void Appending_and_truncating_work_as_asked()
    {
        int file = _guest.Open(Folder, "file", flags: 1).Descriptor;
        Assert.Equal(0, _guest.Write(file, "!"));
        Assert.Equal("0123456789!", File.ReadAllText(Path.Combine(_root, "file")));
        _ = _guest.Open(Folder, "file", Truncate);
        Assert.Equal("", File.ReadAllText(Path.Combine(_root, "file")));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("sub/../../secret")]
    [InlineData("sub/../sub/../../given/file")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("link-up")]
    [InlineData("link-absolute")]
    [InlineData("link-root/etc/passwd")]
    [InlineData("sub/link-far")]
    [InlineData("link-folder/../../secret")]
    public void Nothing_outside_the_given_folder_can_be_reached(string path)
    {
        File.CreateSymbolicLink(Path.Combine(_root, "link-up"), "../secret");
        File.CreateSymbolicLink(Path.Combine(_root, "link-absolute"), Path.Combine(_outside.FullName, "secret"));
        File.CreateSymbolicLink(Path.Combine(_root, "link-root"), "/");
        File.CreateSymbolicLink(Path.Combine(_root, "link-folder"), "sub");
        File.CreateSymbolicLink(Path.Combine(_root, "sub", "link-far"), "../../secret");
        Assert.Equal(76, _guest.Open(Folder, path).Errno);
        Assert.Equal(76, _guest.Open(Folder, path, Create).Errno);
        int length = _guest.Put(500, path);
        Assert.Equal(76, _guest.Call("path_filestat_get", Folder, 1, 500, length, 600));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(_outside.FullName, "secret")));
    }

    [Fact]
    public void Links_within_the_given_folder_are_followed_where_asked()
    {
        Assert.Equal(0, _guest.Call("path_symlink", 500, _guest.Put(500, "../file"), Folder, 600, _guest.Put(600, "sub/link")));
        Assert.Equal((0, "0123456789"), _guest.Read(_guest.Open(Folder, "sub/link").Descriptor));
        Assert.Equal(32, _guest.Open(Folder, "sub/link", follow: false).Errno);
        int length = _guest.Put(600, "sub/link");
        Assert.Equal(0, _guest.Call("path_readlink", Folder, 600, length, 700, 100, 800));
        Assert.Equal("../file", _guest.Text(700, (int)_guest.U32(800)));
        Assert.Equal(0, _guest.Call("path_filestat_get", Folder, 0, 600, length, 700));
        Assert.Equal(7, _guest.Memory[716]);
    }

    [Theory]
    [InlineData("../../secret", "sub/link")]
    [InlineData("/etc", "link")]
    [InlineData("..", "link")]
    public void Links_that_lead_out_cannot_be_made(string target, string path) => Assert.Equal(
        76, _guest.Call("path_symlink", 500, _guest.Put(500, target), Folder, 600, _guest.Put(600, path)));

    [Fact]
    public void Links_in_a_circle_end()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(_root, "b"), "a");
        Assert.Equal(32, _guest.Open(Folder, "a").Errno);
    }

    [Fact]
    public void A_folder_opened_through_another_knows_the_same_bounds()
    {
        int sub = _guest.Open(Folder, "sub", OpenFolder).Descriptor;
        Assert.Equal((0, "inner"), _guest.Read(_guest.Open(sub, "inner").Descriptor));
        Assert.Equal((0, "0123456789"), _guest.Read(_guest.Open(sub, "../file").Descriptor));
        Assert.Equal(76, _guest.Open(sub, "../../secret").Errno);
    }

    [Fact]
    public void A_folder_is_read_in_parts()
    {
        HashSet<string> names = [];
        long cookie = 0;
        for (int round = 0; round < 10; round++)
        {
            Assert.Equal(0, _guest.Call("fd_readdir", Folder, 100, 40, cookie, 50));
            int used = (int)_guest.U32(50), at = 100;
            while (at + 24 <= 100 + used)
            {
                int length = (int)_guest.U32(at + 16);
                if (at + 24 + length > 100 + used)
                {
                    break;
                }

                cookie = (long)_guest.U64(at);
                names.Add(_guest.Text(at + 24, length));
                at += 24 + length;
            }
        }

        Assert.Equal([".", "..", "file", "sub"], names.Order());
    }

    [Fact]
    public void Folders_are_made_moved_and_removed()
    {
        Assert.Equal(0, _guest.Call("path_create_directory", Folder, 500, _guest.Put(500, "new")));
        Assert.Equal(20, _guest.Call("path_create_directory", Folder, 500, _guest.Put(500, "new")));
        Assert.Equal(44, _guest.Call("path_create_directory", Folder, 500, _guest.Put(500, "none/new")));
        Assert.Equal(0, _guest.Call("path_rename", Folder, 500, _guest.Put(500, "new"), Folder, 600, _guest.Put(600, "moved")));
        Assert.Equal(55, _guest.Call("path_remove_directory", Folder, 500, _guest.Put(500, "sub")));
        Assert.Equal(54, _guest.Call("path_remove_directory", Folder, 500, _guest.Put(500, "file")));
        Assert.Equal(0, _guest.Call("path_remove_directory", Folder, 500, _guest.Put(500, "moved")));
        Assert.Equal(31, _guest.Call("path_unlink_file", Folder, 500, _guest.Put(500, "sub")));
        Assert.Equal(63, _guest.Call("path_remove_directory", Folder, 500, _guest.Put(500, ".")));
        Assert.False(Directory.Exists(Path.Combine(_root, "moved")));
    }

    [Fact]
    public void Rights_can_be_given_up_and_never_gained()
    {
        int file = _guest.Open(Folder, "file", rights: 1L << 1).Descriptor;
        Assert.Equal((0, "0123456789"), _guest.Read(file));
        Assert.Equal(76, _guest.Write(file, "x"));
        Assert.Equal(76, _guest.Call("fd_fdstat_set_rights", file, 1L << 6, 0L));
        Assert.Equal(0, _guest.Call("fd_fdstat_set_rights", file, 0L, 0L));
        Assert.Equal(76, _guest.Read(file).Errno);
    }

    [Fact]
    public void Only_so_many_files_can_be_open()
    {
        int opened = 0;
        while (opened < 100 && _guest.Open(Folder, "file").Errno == 0)
        {
            opened++;
        }

        // three streams and the folder are open already
        Assert.Equal(6, opened);
        Assert.Equal(33, _guest.Open(Folder, "file").Errno);
        Assert.Equal(0, _guest.Call("fd_close", 9));
        Assert.Equal((0, 9), _guest.Open(Folder, "file"));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        string missing = Path.Combine(_root, "missing");
        var error = Assert.Throws<DirectoryNotFoundException>(
            () => new WasiHost(new WasiOptions { Folders = new Dictionary<string, string> { ["data"] = missing } }));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever a guest gives, it gets an error number, and nothing outside its folder changes.</summary>
    [Fact]
    public void Arbitrary_calls_end_in_an_error_number()
    {
        Random random = new(11);
        string[] paths = ["", ".", "..", "file", "sub", "sub/x", "../secret", "a\0b", "/", "sub//inner", "link", new string('x', 5000)];
        (string Name, string Parameters)[] functions =
            [.. WasiHost.Signatures.Where(signature => signature.Name is not ("proc_exit" or "poll_oneoff"))];
        for (int round = 0; round < 200; round++)
        {
            // a new guest, because soon everything is closed
            using WasiGuest guest = new(new WasiOptions { Folders = new Dictionary<string, string> { ["/data"] = _root } });
            for (int i = 0; i < 100; i++)
            {
                (string name, string parameters) = functions[random.Next(functions.Length)];
                int length = guest.Put(1000, paths[random.Next(paths.Length)]);
                WasmValue[] arguments = [.. parameters.Select(letter => Argument(letter, length, random))];
                Assert.InRange(guest.Call(name, arguments), 0, 76);
            }
        }

        Assert.Equal(["given", "secret"], _outside.EnumerateFileSystemInfos().Select(entry => entry.Name).Order());
        Assert.Equal("secret", File.ReadAllText(Path.Combine(_outside.FullName, "secret")));
    }

    private static WasmValue Argument(char type, int length, Random random) => (type, random.Next(6)) switch
    {
        ('I', 0) => random.NextInt64(),
        ('I', 1) => 0L,
        ('I', _) => (long)random.Next(100),
        (_, 0) => random.Next(),
        (_, 1) => 1000,
        (_, 2) => length,
        (_, 3) => random.Next(70_000),
        _ => random.Next(12),
    };
}
