record Inner flag Boolean count U32 big U64
record Outer tiny I8 little I16 middle I32 large I64 single F32 twice F64 text Utf8String bytes [U8] inners [Inner] inner Inner
fn echo_bool value Boolean -> Boolean
fn echo_s8 value I8 -> I8
fn echo_s16 value I16 -> I16
fn echo_s32 value I32 -> I32
fn echo_s64 value I64 -> I64
fn echo_u8 value U8 -> U8
fn echo_u16 value U16 -> U16
fn echo_u32 value U32 -> U32
fn echo_u64 value U64 -> U64
fn echo_f32 value F32 -> F32
fn echo_f64 value F64 -> F64
fn add a U32 b U32 -> U32
fn echo_string value Utf8String -> Utf8String
fn echo_bytes value [U8] -> [U8]
fn echo_bools value [Boolean] -> [Boolean]
fn echo_s16s value [I16] -> [I16]
fn echo_u32s value [U32] -> [U32]
fn echo_u64s value [U64] -> [U64]
fn echo_f64s value [F64] -> [F64]
fn echo_strings value [Utf8String] -> [Utf8String]
fn echo_nested value [[U32]] -> [[U32]]
fn echo_inner value Inner -> Inner
fn echo_inners value [Inner] -> [Inner]
fn echo_outer value Outer -> Outer
fn count -> U32
fn nothing
fn fail
fn divide a I32 b I32 -> I32
fn spin
fn fail_deep size U32
fn recurse -> U32
fn take bytes U32 -> U32
fn give_wild_string -> Utf8String
fn give_bad_utf8 -> Utf8String
fn give_wild_record -> Inner
fn give_wide_u8 -> U8
