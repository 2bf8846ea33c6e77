using System.Formats.Tar;
using System.IO.Compression;
using Fluence.Projects.Archives;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Archives;

public sealed class TarGzipTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Target => Path.Combine(_folder.Path, "out");

    [Fact]
    public void What_is_packed_is_unpacked()
    {
        using MemoryStream archive = Pack(("a/b.txt", "inner"), ("c.txt", "outer"));
        TarGzip.Extract(archive, "x", Target);
        Assert.Equal("inner", File.ReadAllText(Path.Combine(Target, "a/b.txt")));
        Assert.Equal("outer", File.ReadAllText(Path.Combine(Target, "c.txt")));
    }

    [Fact]
    public void The_same_files_give_the_same_bytes() =>
        Assert.Equal(Pack(("a", "1"), ("b", "2")).ToArray(), Pack(("b", "2"), ("a", "1")).ToArray());

    [Theory]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("..\\evil")]
    [InlineData("C:/evil")]
    public void A_path_that_leads_outside_is_refused(string name)
    {
        using MemoryStream archive = Pack(("good", "1"), (name, "2"));
        ProjectException wrong = Assert.Throws<ProjectException>(() => TarGzip.Extract(archive, "x.tar.gz", Target));
        Assert.Equal($"x.tar.gz has the path '{name}' in it, which would lie outside of its folder", wrong.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    public void A_link_is_refused(TarEntryType type)
    {
        using MemoryStream archive = Pack(writer => writer.WriteEntry(
            type == TarEntryType.Fifo ? new PaxTarEntry(type, "l") : new PaxTarEntry(type, "l") { LinkName = "/etc/passwd" }));
        ProjectException wrong = Assert.Throws<ProjectException>(() => TarGzip.Extract(archive, "x", Target));
        Assert.Equal($"x has 'l' in it, which is no file or folder but {type}; links are refused", wrong.Message);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void A_file_that_is_there_twice_is_refused()
    {
        using MemoryStream archive = Pack(("a", "1"), ("a", "2"));
        Assert.Equal("x has 'a' twice", Assert.Throws<ProjectException>(() => TarGzip.Extract(archive, "x", Target)).Message);
    }

    [Fact]
    public void Too_many_files_are_refused()
    {
        using MemoryStream archive = Pack([.. Enumerable.Range(0, ArchiveLimits.MaxEntries + 1).Select(static index => ($"f{index}", ""))]);
        Assert.Equal(
            $"x has more than {ArchiveLimits.MaxEntries} files",
            Assert.Throws<ProjectException>(() => TarGzip.Extract(archive, "x", Target)).Message);
    }

    [Fact]
    public void More_bytes_than_allowed_are_refused()
    {
        using MemoryStream inner = new(new byte[(2 << 20) + 1]);
        using BoundedStream bounded = new(inner, 2 << 20, "x");
        Assert.Equal("x is larger than 2 MiB", Assert.Throws<ProjectException>(() => bounded.CopyTo(Stream.Null)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no archive")]
    public void What_is_no_archive_is_refused(string text)
    {
        using MemoryStream archive = new(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.StartsWith(
            "x is no .tar.gz archive: ", Assert.Throws<ProjectException>(() => TarGzip.Extract(archive, "x", Target)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_archives_end_in_their_error_and_leave_nothing_behind()
    {
        byte[] good = Pack(("a/b", new string('x', 3000)), ("c", "2")).ToArray();
        Random random = new(7);
        int read = 0;
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = [.. good];
            switch (round % 3)
            {
                case 0:
                    random.NextBytes(bytes);
                    break;
                case 1:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                default:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
            }

            using MemoryStream archive = new(bytes);
            string target = Path.Combine(_folder.Path, $"{round}");
            if (Record.Exception(() => TarGzip.Extract(archive, "x", target)) is { } wrong)
            {
                Assert.IsType<ProjectException>(wrong);
                Assert.False(Directory.Exists(target));
            }
            else
            {
                read++;
            }
        }

        Assert.InRange(read, 1, 499);
    }

    private static MemoryStream Pack(params (string Name, string Text)[] files)
    {
        MemoryStream archive = new();
        TarGzip.Write(archive, files.Select(static file => (file.Name, System.Text.Encoding.UTF8.GetBytes(file.Text))));
        archive.Position = 0;
        return archive;
    }

    private static MemoryStream Pack(Action<TarWriter> write)
    {
        MemoryStream archive = new();
        using (GZipStream gzip = new(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter writer = new(gzip))
        {
            write(writer);
        }

        archive.Position = 0;
        return archive;
    }
}
