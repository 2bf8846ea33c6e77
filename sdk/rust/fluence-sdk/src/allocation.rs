use std::alloc::{alloc, handle_alloc_error, Layout};

/// Alignments by the tag of the element's type: bool, u8 to u64, i8 to i64, f32, f64.
const ALIGNMENTS: [usize; 11] = [1, 1, 2, 4, 8, 1, 2, 4, 8, 4, 8];

/// Gives the host memory for a value that it passes in; the value owns it from then on.
/// The host says how many bytes it needs, and by the tag of which type of elements.
#[no_mangle]
unsafe extern "C" fn allocate(bytes: usize, tag: usize) -> usize {
    let alignment = match ALIGNMENTS.get(tag) {
        Some(alignment) if bytes > 0 => *alignment,
        _ => return 0,
    };
    let layout = match Layout::from_size_align(bytes, alignment) {
        Ok(layout) => layout,
        Err(_) => return 0,
    };
    let address = alloc(layout);
    if address.is_null() {
        handle_alloc_error(layout);
    }
    address as usize
}
