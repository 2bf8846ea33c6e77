//! Vectors: the address of their slots and the number of their elements.

use crate::slots::{lift_pair, lower_pair, Lift, Lower};

impl<T: Lower> Lower for [T] {
    const WIDTH: usize = 8;

    fn lower(&self, slots: &mut Vec<u8>) {
        let (address, length) = lower_slice(self);
        lower_pair(address, length, slots);
    }
}

impl<T: Lower> Lower for Vec<T> {
    const WIDTH: usize = 8;

    fn lower(&self, slots: &mut Vec<u8>) {
        self.as_slice().lower(slots);
    }
}

impl<T: Lift> Lift for Vec<T> {
    const ALIGNMENT: usize = 4;

    unsafe fn lift(slot: *const u8) -> Self {
        let (address, length) = lift_pair(slot);
        take(address, length)
    }
}

/// A text or a vector, which is two Wasm values where it stands alone.
pub trait List {
    /// Address and length; what they mean lives as long as the value, or until the host has read it.
    fn address_and_length(&self) -> (usize, usize);
}

impl List for str {
    fn address_and_length(&self) -> (usize, usize) {
        (self.as_ptr() as usize, self.len())
    }
}

impl List for String {
    fn address_and_length(&self) -> (usize, usize) {
        self.as_str().address_and_length()
    }
}

impl<T: Lower> List for [T] {
    fn address_and_length(&self) -> (usize, usize) {
        lower_slice(self)
    }
}

impl<T: Lower> List for Vec<T> {
    fn address_and_length(&self) -> (usize, usize) {
        lower_slice(self)
    }
}

impl<T: List + ?Sized> List for &T {
    fn address_and_length(&self) -> (usize, usize) {
        (**self).address_and_length()
    }
}

impl<T: List + ?Sized> List for &mut T {
    fn address_and_length(&self) -> (usize, usize) {
        (**self).address_and_length()
    }
}

/// A text or vector that can be taken.
pub trait TakeList: Sized {
    /// Takes it.
    ///
    /// # Safety
    /// The host has written it, and it is read only once.
    unsafe fn take(address: *mut u8, length: usize) -> Self;
}

impl TakeList for String {
    unsafe fn take(address: *mut u8, length: usize) -> Self {
        crate::texts::take(address, length)
    }
}

impl<T: Lift> TakeList for Vec<T> {
    unsafe fn take(address: *mut u8, length: usize) -> Self {
        take(address, length)
    }
}

/// Lowers a text or vector that stands alone.
pub fn lower_list<T: List + ?Sized>(list: &T) -> (i32, i32) {
    let (address, length) = list.address_and_length();
    (address as i32, length as i32)
}

/// Takes a text or vector that stands alone.
///
/// # Safety
/// The host has written it, and it is read only once.
pub unsafe fn lift_list<T: TakeList>(address: i32, length: i32) -> T {
    T::take(address as u32 as usize as *mut u8, length as u32 as usize)
}

fn lower_slice<T: Lower>(items: &[T]) -> (usize, usize) {
    match items.len() {
        0 => (0, 0),
        length => (T::lower_all(items), length),
    }
}

unsafe fn take<T: Lift>(address: *mut u8, length: usize) -> Vec<T> {
    match length {
        0 => Vec::new(),
        _ => T::lift_all(address, length),
    }
}
