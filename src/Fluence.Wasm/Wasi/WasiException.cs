namespace Fluence.Wasm.Wasi;

/// <summary>Ends a WASI function with an error number.</summary>
internal sealed class WasiException(WasiErrno errno) : Exception($"WASI error {errno}")
{
    public WasiErrno Errno { get; } = errno;

    /// <summary>The error number for what the operating system reported.</summary>
    public static WasiErrno Of(Exception failure) => failure switch
    {
        WasiException own => own.Errno,
        FileNotFoundException or DirectoryNotFoundException => WasiErrno.NoEntry,
        PathTooLongException => WasiErrno.NameTooLong,
        EndOfStreamException => WasiErrno.Io,
        UnauthorizedAccessException => WasiErrno.Access,
        NotSupportedException => WasiErrno.NotSupported,
        ArgumentOutOfRangeException => WasiErrno.Fault,
        ArgumentException => WasiErrno.Invalid,
        _ => WasiErrno.Io,
    };
}
