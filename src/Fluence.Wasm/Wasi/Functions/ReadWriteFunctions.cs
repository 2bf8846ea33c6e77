using Fluence.Wasm.Wasi.Files;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>Reading and writing what is open.</summary>
internal static class ReadWriteFunctions
{
    private const uint FromStart = 0;
    private const uint FromCurrent = 1;
    private const uint FromEnd = 2;

    /// <summary><c>fd_read(fd, vectors, count, read)</c></summary>
    public static void FdRead(WasiCall call)
    {
        Descriptor descriptor = Demand(call, Rights.Read);
        uint total = 0;
        foreach ((uint start, uint length) in call.Memory.ReadVectors(call.U32(1), call.U32(2)))
        {
            int read = ReadOnce(descriptor, call.Memory.Bytes(start, length));
            total += (uint)read;
            if (read < length)
            {
                break;
            }
        }

        call.Memory.WriteUInt32(call.U32(3), total);
    }

    /// <summary><c>fd_pread(fd, vectors, count, offset, read)</c></summary>
    public static void FdPread(WasiCall call)
    {
        FileDescriptor file = File(call, Rights.Read | Rights.Seek);
        long at = Offset(call.U64(3));
        uint total = 0;
        foreach ((uint start, uint length) in call.Memory.ReadVectors(call.U32(1), call.U32(2)))
        {
            int read = file.Read(call.Memory.Bytes(start, length), at + total);
            total += (uint)read;
            if (read < length)
            {
                break;
            }
        }

        call.Memory.WriteUInt32(call.U32(4), total);
    }

    /// <summary><c>fd_write(fd, vectors, count, written)</c></summary>
    public static void FdWrite(WasiCall call)
    {
        Descriptor descriptor = Demand(call, Rights.Write);
        uint total = 0;
        foreach ((uint start, uint length) in call.Memory.ReadVectors(call.U32(1), call.U32(2)))
        {
            WriteOnce(descriptor, call.Memory.Bytes(start, length));
            total += length;
        }

        call.Memory.WriteUInt32(call.U32(3), total);
    }

    /// <summary><c>fd_pwrite(fd, vectors, count, offset, written)</c></summary>
    public static void FdPwrite(WasiCall call)
    {
        FileDescriptor file = File(call, Rights.Write | Rights.Seek);
        long at = Offset(call.U64(3));
        uint total = 0;
        foreach ((uint start, uint length) in call.Memory.ReadVectors(call.U32(1), call.U32(2)))
        {
            file.Write(call.Memory.Bytes(start, length), at + total);
            total += length;
        }

        call.Memory.WriteUInt32(call.U32(4), total);
    }

    /// <summary><c>fd_seek(fd, offset, whence, position)</c></summary>
    public static void FdSeek(WasiCall call)
    {
        FileDescriptor file = File(call, Rights.None);
        long offset = (long)call.U64(1);
        uint whence = call.U32(2);

        // to ask where one is needs less than to go elsewhere
        file.Demand(offset == 0 && whence == FromCurrent ? Rights.Tell : Rights.Seek);
        long origin = whence switch
        {
            FromStart => 0,
            FromCurrent => file.Position,
            FromEnd => file.Size,
            _ => throw new WasiException(WasiErrno.Invalid),
        };
        Int128 position = (Int128)origin + offset;
        if (position < 0 || position > long.MaxValue)
        {
            throw new WasiException(WasiErrno.Invalid);
        }

        file.Position = (long)position;
        call.Memory.WriteUInt64(call.U32(3), (ulong)file.Position);
    }

    /// <summary><c>fd_tell(fd, position)</c></summary>
    public static void FdTell(WasiCall call) => call.Memory.WriteUInt64(call.U32(1), (ulong)File(call, Rights.Tell).Position);

    /// <summary><c>fd_sync(fd)</c> and <c>fd_datasync(fd)</c></summary>
    public static void FdSync(WasiCall call)
    {
        if (call.Open.Get(call.U32(0)) is FileDescriptor file)
        {
            file.Flush();
        }
    }

    /// <summary><c>fd_advise(fd, offset, length, advice)</c>: advice is checked and not needed.</summary>
    public static void FdAdvise(WasiCall call)
    {
        _ = File(call, Rights.Advise);
        if (call.U32(3) > 5)
        {
            throw new WasiException(WasiErrno.Invalid);
        }
    }

    /// <summary><c>fd_allocate(fd, offset, length)</c></summary>
    public static void FdAllocate(WasiCall call)
    {
        FileDescriptor file = File(call, Rights.Allocate);
        UInt128 end = (UInt128)call.U64(1) + call.U64(2);
        if (call.U64(2) == 0 || end > long.MaxValue)
        {
            throw new WasiException(WasiErrno.Invalid);
        }

        file.Size = Math.Max(file.Size, (long)end);
    }

    private static FileDescriptor File(WasiCall call, Rights needed) => call.Open.Get(call.U32(0)) switch
    {
        FolderDescriptor => throw new WasiException(WasiErrno.BadDescriptor),
        _ => call.Open.Get<FileDescriptor>(call.U32(0), needed, WasiErrno.IllegalSeek),
    };

    private static Descriptor Demand(WasiCall call, Rights needed)
    {
        Descriptor descriptor = call.Open.Get(call.U32(0));
        if (descriptor is FolderDescriptor)
        {
            throw new WasiException(WasiErrno.BadDescriptor);
        }

        descriptor.Demand(needed);
        return descriptor;
    }

    private static long Offset(ulong offset) => offset <= long.MaxValue ? (long)offset : throw new WasiException(WasiErrno.Invalid);

    private static int ReadOnce(Descriptor descriptor, Span<byte> bytes)
    {
        if (descriptor is StreamDescriptor stream)
        {
            return stream.Stream.Read(bytes);
        }

        FileDescriptor file = (FileDescriptor)descriptor;
        int read = file.Read(bytes, file.Position);
        file.Position += read;
        return read;
    }

    private static void WriteOnce(Descriptor descriptor, ReadOnlySpan<byte> bytes)
    {
        if (descriptor is StreamDescriptor stream)
        {
            stream.Stream.Write(bytes);
            return;
        }

        FileDescriptor file = (FileDescriptor)descriptor;
        long at = file.Flags.HasFlag(DescriptorFlags.Append) ? file.Size : file.Position;
        file.Write(bytes, at);
        file.Position = at + bytes.Length;
        if ((file.Flags & (DescriptorFlags.Sync | DescriptorFlags.DataSync)) != 0)
        {
            file.Flush();
        }
    }
}
