//! The attributes of `fluence-sdk`, which documents them.
//!
//! An item is read by a [`cursor`] into a [`signature`], a record or an import; what is generated is text in which the parts of the
//! user's source stand as [`code`] placeholders, so that the compiler's messages point at the source. No other crates are used, so
//! that modules build fast and without a registry.

mod assertion;
mod code;
mod cursor;
mod export;
mod import;
mod item;
mod json;
mod problem;
mod record;
mod sdk;
mod section;
mod signature;
mod test;
mod timestamp;
mod types;

use proc_macro::TokenStream;

use item::Item;

/// Makes a function callable from outside, a structure passable, or the functions of an `extern "C"` block callable.
#[proc_macro_attribute]
pub fn marine(_arguments: TokenStream, input: TokenStream) -> TokenStream {
    let expanded = item::parse(input.clone()).map(|item| match item {
        Item::Function(function) => export::expand(&function, input.clone()),
        Item::Record(record) => record::expand(&record, input.clone()),
        Item::Import(import) => import::expand(&import),
    });
    expanded.unwrap_or_else(|problem| problem.with_item(input))
}

/// Makes a function without arguments and result a test: `fluence test` runs it in Marine, `cargo test` runs it natively.
#[proc_macro_attribute]
pub fn marine_test(_arguments: TokenStream, input: TokenStream) -> TokenStream {
    test::expand(input.clone()).unwrap_or_else(|problem| problem.with_item(input))
}

/// The time of the build as a text of RFC 3339.
#[doc(hidden)]
#[proc_macro]
pub fn build_timestamp(_input: TokenStream) -> TokenStream {
    timestamp::expand()
}
