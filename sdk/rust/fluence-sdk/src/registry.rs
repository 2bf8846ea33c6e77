//! What the host still reads: results and temporary buffers, kept until it says that it is done.

use std::any::Any;
use std::cell::RefCell;

thread_local!(static KEPT: RefCell<Vec<Box<dyn Any>>> = RefCell::new(Vec::new()));

/// Keeps a value alive until the host calls `release_objects`.
pub fn keep<T: 'static>(value: T) {
    KEPT.with(|kept| kept.borrow_mut().push(Box::new(value)));
}

/// The host has read everything.
#[cfg(target_arch = "wasm32")]
#[no_mangle]
extern "C" fn release_objects() {
    // dropped after the borrow: a value's destructor may keep others
    let released = KEPT.with(|kept| std::mem::take(&mut *kept.borrow_mut()));
    drop(released);
}
