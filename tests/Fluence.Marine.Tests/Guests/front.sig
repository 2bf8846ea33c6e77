record Renamed on Boolean many U32 huge U64
import types echo_bool value Boolean -> Boolean
import types echo_u8 value U8 -> U8
import types echo_u32 value U32 -> U32
import types echo_u64 value U64 -> U64
import types echo_f32 value F32 -> F32
import types echo_f64 value F64 -> F64
import types echo_string value Utf8String -> Utf8String
import types echo_bytes value [U8] -> [U8]
import types echo_u64s value [U64] -> [U64]
import types echo_strings value [Utf8String] -> [Utf8String]
import types echo_inner value Renamed -> Renamed
import types fail
import types spin
import types count -> U32
fn pass_bool value Boolean -> Boolean
fn pass_u8 value U8 -> U8
fn pass_u32 value U32 -> U32
fn pass_u64 value U64 -> U64
fn pass_f32 value F32 -> F32
fn pass_f64 value F64 -> F64
fn pass_string value Utf8String -> Utf8String
fn pass_bytes value [U8] -> [U8]
fn pass_u64s value [U64] -> [U64]
fn pass_strings value [Utf8String] -> [Utf8String]
fn pass_inner value Renamed -> Renamed
fn pass_fail
fn pass_spin
fn pass_count -> U32
