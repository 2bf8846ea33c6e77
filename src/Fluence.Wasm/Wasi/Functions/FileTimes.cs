using Fluence.Wasm.Wasi.Files;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>Setting the times of files (<c>$fstflags</c>).</summary>
internal static class FileTimes
{
    private const uint SetAccessed = 1;
    private const uint AccessedNow = 2;
    private const uint SetModified = 4;
    private const uint ModifiedNow = 8;

    /// <summary>Sets the times that the flags name. Times are nanoseconds since 1970.</summary>
    public static void Set(FileSystemInfo info, TimeProvider time, ulong accessed, ulong modified, uint flags)
    {
        const uint BothAccessed = SetAccessed | AccessedNow, BothModified = SetModified | ModifiedNow;
        if ((flags & BothAccessed) == BothAccessed || (flags & BothModified) == BothModified || flags > (BothAccessed | BothModified))
        {
            throw new WasiException(WasiErrno.Invalid);
        }

        DateTime now = time.GetUtcNow().UtcDateTime;
        if ((flags & BothAccessed) != 0)
        {
            info.LastAccessTimeUtc = (flags & AccessedNow) != 0 ? now : FileStat.Time(accessed);
        }

        if ((flags & BothModified) != 0)
        {
            info.LastWriteTimeUtc = (flags & ModifiedNow) != 0 ? now : FileStat.Time(modified);
        }
    }
}
