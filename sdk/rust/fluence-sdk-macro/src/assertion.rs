//! Code that fails to compile, at the user's type, where a type that is used as a record is none.

use crate::code::Code;
use crate::sdk;
use crate::types::Type;

/// Lets the compiler check what the attribute can only guess: that a name is that of a record.
pub fn assert_records<'a>(code: &mut Code, types: impl Iterator<Item = &'a Type>) {
    for record in types.filter_map(Type::record) {
        let record = code.place(record.clone());
        code.push(format!("const _: () = {}::assert_is_record::<{}>();", sdk::path(), record));
    }
}
