//! Values inside records and vectors: little-endian and without gaps.

/// A value that can be written to a slot.
pub trait Lower {
    /// The bytes of a slot.
    const WIDTH: usize;

    /// Appends the slot. What it points to is part of the value, or kept until the host has read it.
    fn lower(&self, slots: &mut Vec<u8>);

    /// The address of the slots of many values, which lives as long as they do, or until the host has read it.
    fn lower_all(values: &[Self]) -> usize
    where
        Self: Sized,
    {
        let mut slots = Vec::with_capacity(values.len() * Self::WIDTH);
        for value in values {
            value.lower(&mut slots);
        }
        let address = slots.as_ptr() as usize;
        crate::registry::keep(slots);
        address
    }
}

/// A value that can be taken out of a slot, with all that it points to.
pub trait Lift: Lower + Sized {
    /// What vectors of such values are aligned to.
    const ALIGNMENT: usize;

    /// Takes the value out of its slot.
    ///
    /// # Safety
    /// The slot was written by the host, and is read only once.
    unsafe fn lift(slot: *const u8) -> Self;

    /// Takes a vector, with the buffer of its slots.
    ///
    /// # Safety
    /// The slots were written by the host into one allocation, and are read only once.
    unsafe fn lift_all(slots: *mut u8, count: usize) -> Vec<Self> {
        let values = (0..count).map(|index| Self::lift(slots.add(index * Self::WIDTH))).collect();
        free(slots, count * Self::WIDTH, Self::ALIGNMENT);
        values
    }
}

impl<T: Lower + ?Sized> Lower for &T {
    const WIDTH: usize = T::WIDTH;

    fn lower(&self, slots: &mut Vec<u8>) {
        (**self).lower(slots);
    }
}

/// Reads the slots of a record one after the other.
pub struct Slots(*const u8);

impl Slots {
    /// Starts at the first.
    ///
    /// # Safety
    /// As many slots follow as will be taken.
    pub unsafe fn new(first: *const u8) -> Self {
        Slots(first)
    }

    /// Takes the next value.
    ///
    /// # Safety
    /// It was written as a value of this type.
    pub unsafe fn next<T: Lift>(&mut self) -> T {
        let value = T::lift(self.0);
        self.0 = self.0.add(T::WIDTH);
        value
    }
}

/// Frees memory that `allocate` gave.
///
/// # Safety
/// It was allocated with this size and alignment.
pub(crate) unsafe fn free(address: *mut u8, size: usize, alignment: usize) {
    if size > 0 {
        std::alloc::dealloc(address, std::alloc::Layout::from_size_align_unchecked(size, alignment));
    }
}

/// Appends the slot of everything that has an address and a length.
pub(crate) fn lower_pair(address: usize, length: usize, slots: &mut Vec<u8>) {
    slots.extend_from_slice(&(address as u32).to_le_bytes());
    slots.extend_from_slice(&(length as u32).to_le_bytes());
}

/// Reads the slot of everything that has an address and a length.
pub(crate) unsafe fn lift_pair(slot: *const u8) -> (*mut u8, usize) {
    let slot = slot as *const [u8; 4];
    let address = u32::from_le_bytes(slot.read());
    let length = u32::from_le_bytes(slot.add(1).read());
    (address as usize as *mut u8, length as usize)
}
