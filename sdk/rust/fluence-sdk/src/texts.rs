//! Texts: the address and the number of their bytes.

use crate::slots::{lift_pair, lower_pair, Lift, Lower};

impl Lower for str {
    const WIDTH: usize = 8;

    fn lower(&self, slots: &mut Vec<u8>) {
        lower_pair(self.as_ptr() as usize, self.len(), slots);
    }
}

impl Lower for String {
    const WIDTH: usize = 8;

    fn lower(&self, slots: &mut Vec<u8>) {
        self.as_str().lower(slots);
    }
}

impl Lift for String {
    const ALIGNMENT: usize = 4;

    unsafe fn lift(slot: *const u8) -> Self {
        let (address, length) = lift_pair(slot);
        take(address, length)
    }
}

/// Takes a text that the host has written; it writes no others than UTF-8.
pub(crate) unsafe fn take(address: *mut u8, length: usize) -> String {
    match length {
        0 => String::new(),
        _ => String::from_raw_parts(address, length, length),
    }
}
