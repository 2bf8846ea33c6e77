namespace Fluence.Marine.InterfaceTypes;

/// <summary>The instructions of adapters by the byte that stands for them.</summary>
public enum Opcode : byte
{
    /// <summary>Pushes an argument of the adapter.</summary>
    ArgumentGet = 0x00,

    /// <summary>Calls a function.</summary>
    CallCore = 0x01,

    /// <summary>Makes <c>s8</c> of <c>i32</c>; a value out of range is an error.</summary>
    S8FromI32 = 0x02,

    /// <summary>Makes <c>s8</c> of <c>i64</c>; a value out of range is an error.</summary>
    S8FromI64 = 0x03,

    /// <summary>Makes <c>s16</c> of <c>i32</c>; a value out of range is an error.</summary>
    S16FromI32 = 0x04,

    /// <summary>Makes <c>s16</c> of <c>i64</c>; a value out of range is an error.</summary>
    S16FromI64 = 0x05,

    /// <summary>Makes <c>s32</c> of <c>i32</c>; a value out of range is an error.</summary>
    S32FromI32 = 0x06,

    /// <summary>Makes <c>s32</c> of <c>i64</c>; a value out of range is an error.</summary>
    S32FromI64 = 0x07,

    /// <summary>Makes <c>s64</c> of <c>i32</c>; a value out of range is an error.</summary>
    S64FromI32 = 0x08,

    /// <summary>Makes <c>s64</c> of <c>i64</c>; a value out of range is an error.</summary>
    S64FromI64 = 0x09,

    /// <summary>Makes <c>i32</c> of <c>s8</c>; a value out of range is an error.</summary>
    I32FromS8 = 0x0a,

    /// <summary>Makes <c>i32</c> of <c>s16</c>; a value out of range is an error.</summary>
    I32FromS16 = 0x0b,

    /// <summary>Makes <c>i32</c> of <c>s32</c>; a value out of range is an error.</summary>
    I32FromS32 = 0x0c,

    /// <summary>Makes <c>i32</c> of <c>s64</c>; a value out of range is an error.</summary>
    I32FromS64 = 0x0d,

    /// <summary>Makes <c>i64</c> of <c>s8</c>; a value out of range is an error.</summary>
    I64FromS8 = 0x0e,

    /// <summary>Makes <c>i64</c> of <c>s16</c>; a value out of range is an error.</summary>
    I64FromS16 = 0x0f,

    /// <summary>Makes <c>i64</c> of <c>s32</c>; a value out of range is an error.</summary>
    I64FromS32 = 0x10,

    /// <summary>Makes <c>i64</c> of <c>s64</c>; a value out of range is an error.</summary>
    I64FromS64 = 0x11,

    /// <summary>Makes <c>u8</c> of <c>i32</c>; a value out of range is an error.</summary>
    U8FromI32 = 0x12,

    /// <summary>Makes <c>u8</c> of <c>i64</c>; a value out of range is an error.</summary>
    U8FromI64 = 0x13,

    /// <summary>Makes <c>u16</c> of <c>i32</c>; a value out of range is an error.</summary>
    U16FromI32 = 0x14,

    /// <summary>Makes <c>u16</c> of <c>i64</c>; a value out of range is an error.</summary>
    U16FromI64 = 0x15,

    /// <summary>Makes <c>u32</c> of <c>i32</c>; a value out of range is an error.</summary>
    U32FromI32 = 0x16,

    /// <summary>Makes <c>u32</c> of <c>i64</c>; a value out of range is an error.</summary>
    U32FromI64 = 0x17,

    /// <summary>Makes <c>u64</c> of <c>i32</c>; a value out of range is an error.</summary>
    U64FromI32 = 0x18,

    /// <summary>Makes <c>u64</c> of <c>i64</c>; a value out of range is an error.</summary>
    U64FromI64 = 0x19,

    /// <summary>Makes <c>i32</c> of <c>u8</c>; a value out of range is an error.</summary>
    I32FromU8 = 0x1a,

    /// <summary>Makes <c>i32</c> of <c>u16</c>; a value out of range is an error.</summary>
    I32FromU16 = 0x1b,

    /// <summary>Makes <c>i32</c> of <c>u32</c>; a value out of range is an error.</summary>
    I32FromU32 = 0x1c,

    /// <summary>Makes <c>i32</c> of <c>u64</c>; a value out of range is an error.</summary>
    I32FromU64 = 0x1d,

    /// <summary>Makes <c>i64</c> of <c>u8</c>; a value out of range is an error.</summary>
    I64FromU8 = 0x1e,

    /// <summary>Makes <c>i64</c> of <c>u16</c>; a value out of range is an error.</summary>
    I64FromU16 = 0x1f,

    /// <summary>Makes <c>i64</c> of <c>u32</c>; a value out of range is an error.</summary>
    I64FromU32 = 0x20,

    /// <summary>Makes <c>i64</c> of <c>u64</c>; a value out of range is an error.</summary>
    I64FromU64 = 0x21,

    /// <summary>Reads a string from memory.</summary>
    StringLiftMemory = 0x22,

    /// <summary>Writes a string to memory.</summary>
    StringLowerMemory = 0x23,

    /// <summary>Replaces a string by its length in bytes.</summary>
    StringSize = 0x24,

    /// <summary>Pushes the top once more.</summary>
    Dup = 0x34,

    /// <summary>Exchanges the two values on top.</summary>
    Swap2 = 0x35,

    /// <summary>Reads an array from memory.</summary>
    ArrayLiftMemory = 0x37,

    /// <summary>Writes an array to memory.</summary>
    ArrayLowerMemory = 0x38,

    /// <summary>Reads a record from memory.</summary>
    RecordLiftMemory = 0x3a,

    /// <summary>Writes a record to memory.</summary>
    RecordLowerMemory = 0x3b,

    /// <summary>Makes <c>bool</c> of <c>i32</c>: whether it is not 0.</summary>
    BoolFromI32 = 0x3e,

    /// <summary>Makes <c>i32</c> of <c>bool</c>.</summary>
    I32FromBool = 0x3f,

    /// <summary>Pushes a constant.</summary>
    PushI32 = 0x40,

    /// <summary>Pushes a constant.</summary>
    PushI64 = 0x41,

    /// <summary>Reads bytes from memory.</summary>
    ByteArrayLiftMemory = 0x43,

    /// <summary>Writes bytes to memory.</summary>
    ByteArrayLowerMemory = 0x44,

    /// <summary>Replaces bytes by their number.</summary>
    ByteArraySize = 0x45,
}
