//! What the generated code uses. Nothing here is for people.

pub use crate::numbers::Number;
pub use crate::record::{lift_record, lower_record, MarineRecord};
pub use crate::registry::keep;
pub use crate::results::{get_result_ptr, get_result_size, set_result_ptr, set_result_size};
pub use crate::slots::{Lift, Lower, Slots};
pub use crate::vectors::{lift_list, lower_list, List};
pub use fluence_sdk_macro::build_timestamp;

/// Lets the compiler say which type is no record, where the generated code takes it for one.
pub const fn assert_is_record<T: MarineRecord>() {}
