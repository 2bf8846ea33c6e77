//! Numbers and truth values, which are Wasm values where they stand alone.

use crate::slots::{Lift, Lower};

/// A value that is one Wasm value.
pub trait Number: Sized {
    /// Its type in Wasm.
    type Raw;

    /// Reads it. Bits that the type does not have are ignored.
    fn from_raw(raw: Self::Raw) -> Self;

    /// Writes it, extended with its sign if it has one.
    fn into_raw(self) -> Self::Raw;
}

macro_rules! number {
    ($($type:ty: $raw:ty),*) => {$(
        impl Number for $type {
            type Raw = $raw;

            fn from_raw(raw: $raw) -> Self {
                raw as $type
            }

            fn into_raw(self) -> $raw {
                self as $raw
            }
        }

        impl Lower for $type {
            const WIDTH: usize = std::mem::size_of::<$type>();

            fn lower(&self, slots: &mut Vec<u8>) {
                slots.extend_from_slice(&self.to_le_bytes());
            }

            fn lower_all(values: &[Self]) -> usize {
                values.as_ptr() as usize
            }
        }

        impl Lift for $type {
            const ALIGNMENT: usize = std::mem::size_of::<$type>();

            unsafe fn lift(slot: *const u8) -> Self {
                <$type>::from_le_bytes((slot as *const [u8; std::mem::size_of::<$type>()]).read())
            }

            unsafe fn lift_all(slots: *mut u8, count: usize) -> Vec<Self> {
                Vec::from_raw_parts(slots as *mut $type, count, count)
            }
        }
    )*};
}

number!(i8: i32, i16: i32, i32: i32, i64: i64, u8: i32, u16: i32, u32: i32, u64: i64, f32: f32, f64: f64);

impl Number for bool {
    type Raw = i32;

    fn from_raw(raw: i32) -> Self {
        raw != 0
    }

    fn into_raw(self) -> i32 {
        i32::from(self)
    }
}

impl Lower for bool {
    const WIDTH: usize = 1;

    fn lower(&self, slots: &mut Vec<u8>) {
        slots.push(u8::from(*self));
    }

    fn lower_all(values: &[Self]) -> usize {
        values.as_ptr() as usize
    }
}

impl Lift for bool {
    const ALIGNMENT: usize = 1;

    unsafe fn lift(slot: *const u8) -> Self {
        slot.read() != 0
    }
}
