use crate::slots::{free, Lift};

/// A structure with `#[marine]`: the slots of its fields one after the other.
pub trait MarineRecord: Lift {
    /// The bytes of all fields.
    const SIZE: usize;

    /// Appends the slots of the fields.
    fn lower_fields(&self, slots: &mut Vec<u8>);

    /// Takes the fields out of their slots.
    ///
    /// # Safety
    /// The slots were written by the host, and are read only once.
    unsafe fn lift_fields(slots: *const u8) -> Self;
}

/// Writes a record; the address of its fields, which are kept until the host has read them.
pub fn lower_record<T: MarineRecord>(record: &T) -> i32 {
    let mut slots = Vec::with_capacity(T::SIZE);
    record.lower_fields(&mut slots);
    let address = slots.as_ptr() as usize;
    crate::registry::keep(slots);
    address as i32
}

/// Takes a record.
///
/// # Safety
/// The host has written it, and it is read only once.
pub unsafe fn lift_record<T: MarineRecord>(address: i32) -> T {
    let slots = address as u32 as usize as *mut u8;
    let record = T::lift_fields(slots);
    free(slots, T::SIZE, 1);
    record
}
