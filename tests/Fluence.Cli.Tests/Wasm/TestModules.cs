namespace Fluence.Cli.Tests.Wasm;

/// <summary>Small modules, written by hand: each comment is the text form of what follows it.</summary>
internal static class TestModules
{
    private static readonly byte[] Header = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0];

    /// <summary>Exports <c>add</c>, the sum of two i32, and <c>half</c>, half of an f64.</summary>
    public static byte[] Arithmetic =>
    [
        .. Header,

        // (type (func (param i32 i32) (result i32))) (type (func (param f64) (result f64)))
        .. Section(1, [2, 0x60, 2, 0x7F, 0x7F, 1, 0x7F, 0x60, 1, 0x7C, 1, 0x7C]),
        .. Section(3, [2, 0, 1]),
        .. Section(7, [2, 3, .. "add"u8, 0, 0, 4, .. "half"u8, 0, 1]),

        // local.get 0 local.get 1 i32.add; local.get 0 f64.const 0.5 f64.mul
        .. Section(10, [2, 7, 0, 0x20, 0, 0x20, 1, 0x6A, 0x0B, 14, 0, 0x20, 0, 0x44, .. BitConverter.GetBytes(0.5), 0xA2, 0x0B]),
    ];

    /// <summary>A program that writes <c>hello</c> to standard output and ends with code 3.</summary>
    public static byte[] Hello => Program(

        // (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 20))) (call $proc_exit (i32.const 3))
        [0x41, 1, 0x41, 0, 0x41, 1, 0x41, 20, 0x10, 0, 0x1A, 0x41, 3, 0x10, 1]);

    /// <summary>A program that traps.</summary>
    public static byte[] Unreachable => Program([0x00]);

    /// <summary>A program that never ends.</summary>
    public static byte[] Endless => Program([0x03, 0x40, 0x0C, 0, 0x0B]);

    private static byte[] Program(byte[] code) =>
    [
        .. Header,

        // (type (func)) (type (func (param i32 i32 i32 i32) (result i32))) (type (func (param i32)))
        .. Section(1, [3, 0x60, 0, 0, 0x60, 4, 0x7F, 0x7F, 0x7F, 0x7F, 1, 0x7F, 0x60, 1, 0x7F, 0]),
        .. Section(2, [2, .. Import("fd_write", 1), .. Import("proc_exit", 2)]),
        .. Section(3, [1, 0]),
        .. Section(5, [1, 0, 1]),
        .. Section(7, [2, 6, .. "memory"u8, 2, 0, 6, .. "_start"u8, 0, 2]),
        .. Section(10, [1, (byte)(code.Length + 2), 0, .. code, 0x0B]),

        // (data (i32.const 0) pointer 8, length 6, "hello\n")
        .. Section(11, [1, 0, 0x41, 0, 0x0B, 14, 8, 0, 0, 0, 6, 0, 0, 0, .. "hello\n"u8]),
    ];

    private static byte[] Import(string name, byte type) =>
        [22, .. "wasi_snapshot_preview1"u8, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), 0, type];

    private static byte[] Section(byte id, byte[] content) => [id, (byte)content.Length, .. content];
}
