//! Writes services for Fluence peers in Rust.
//!
//! A function with [`marine`] can be called from outside, a structure with it can be passed, and an `extern "C"` block with it names
//! functions of other modules or programs of the host:
//!
//! ```ignore
//! use fluence_sdk::marine;
//!
//! #[marine]
//! pub struct Greeting {
//!     pub text: String,
//!     pub length: u32,
//! }
//!
//! #[marine]
//! pub fn greet(name: &str) -> Greeting {
//!     let text = format!("Hi, {}", name);
//!     Greeting { length: text.len() as u32, text }
//! }
//!
//! #[marine]
//! #[link(wasm_import_module = "storage")]
//! extern "C" {
//!     pub fn put(key: &str, value: &[u8]) -> bool;
//! }
//! ```
//!
//! Types: `bool`, integers of 8 to 64 bits, floats, `String`, `&str`, `Vec<T>`, `&[T]` and records, nested as deep as wanted.
//! Only the build for `wasm32` speaks to a host. In every other build the functions are plain Rust, so `cargo test` can test them.

#![deny(missing_docs)]

// the generated code names this crate, and some of it is here
#[allow(unused_extern_crates)]
extern crate self as fluence_sdk;

#[cfg(target_arch = "wasm32")]
mod allocation;
mod call_parameters;
pub mod logger;
mod mounted_binary;
mod numbers;
mod record;
mod registry;
mod results;
mod slots;
mod start;
mod texts;
mod vectors;

#[doc(hidden)]
pub mod abi;
#[doc(hidden)]
pub mod manifest;

pub use call_parameters::{call_parameters, get_call_parameters, CallParameters, ParticleParameters, SecurityTetraplet};
pub use fluence_sdk_macro::{marine, marine_test};
pub use mounted_binary::{MountedBinaryResult, MountedBinaryStringResult, BINARY_SUCCESS_CODE};
