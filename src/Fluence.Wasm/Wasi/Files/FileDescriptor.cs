using Microsoft.Win32.SafeHandles;

namespace Fluence.Wasm.Wasi.Files;

/// <summary>A regular file that a guest has open, and the place in it where it reads and writes next.</summary>
internal sealed class FileDescriptor(string path, SafeFileHandle handle, WasiOptions options) : Descriptor
{
    public override FileKind Kind => FileKind.RegularFile;

    /// <summary>The file's path on the host.</summary>
    public string Path => path;

    /// <summary>Where the next read or write happens, in bytes from the start.</summary>
    public long Position { get; set; }

    public long Size
    {
        get => RandomAccess.GetLength(handle);
        set
        {
            options.TakeRoom(path, value - Size);
            RandomAccess.SetLength(handle, value);
        }
    }

    public override FileStat Stat() => FileStat.Of(new FileInfo(path)) with { Kind = FileKind.RegularFile, Size = (ulong)Size };

    public int Read(Span<byte> bytes, long at) => RandomAccess.Read(handle, bytes, at);

    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        options.TakeRoom(path, at + bytes.Length - Size);
        RandomAccess.Write(handle, bytes, at);
    }

    public void Flush() => RandomAccess.FlushToDisk(handle);

    public override void Dispose()
    {
        handle.Dispose();
        base.Dispose();
    }
}
