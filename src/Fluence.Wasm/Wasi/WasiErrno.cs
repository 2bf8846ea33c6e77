namespace Fluence.Wasm.Wasi;

/// <summary>The error numbers of WASI preview 1 (wasi_snapshot_preview1.witx, <c>$errno</c>).</summary>
internal enum WasiErrno : ushort
{
    Success = 0,
    TooBig = 1,
    Access = 2,
    Again = 6,
    BadDescriptor = 8,
    Busy = 10,
    Exists = 20,
    Fault = 21,
    FileTooLarge = 22,
    IllegalSequence = 25,
    Invalid = 28,
    Io = 29,
    IsDirectory = 31,
    TooManyLinks = 32,
    TooManyFiles = 33,
    NameTooLong = 37,
    NoEntry = 44,
    NoSpace = 51,
    NotSupported = 52,
    NotDirectory = 54,
    NotEmpty = 55,
    NotSocket = 57,
    Overflow = 61,
    NotPermitted = 63,
    Pipe = 64,
    IllegalSeek = 70,
    NotCapable = 76,
}
