//! Where results are left that are no plain numbers: an address and a length, by the callee for its caller.

use std::cell::Cell;

thread_local!(static RESULT: Cell<(usize, usize)> = Cell::new((0, 0)));

/// The address of the last result.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn get_result_ptr() -> usize {
    RESULT.with(|result| result.get().0)
}

/// The number of elements of the last result.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn get_result_size() -> usize {
    RESULT.with(|result| result.get().1)
}

/// Leaves the address of a result.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn set_result_ptr(address: usize) {
    RESULT.with(|result| result.set((address, result.get().1)));
}

/// Leaves the number of elements of a result.
#[cfg_attr(target_arch = "wasm32", no_mangle)]
pub extern "C" fn set_result_size(size: usize) {
    RESULT.with(|result| result.set((result.get().0, size)));
}
