use fluence_sdk::module_manifest;

mod files;
mod group;
mod kv;
mod text;

module_manifest!();

fn main() {}
