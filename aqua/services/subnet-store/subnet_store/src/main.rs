use fluence_sdk::module_manifest;

mod certificate;
mod consensus;
mod files;
mod group;
mod instance;
mod kv;
mod text;

module_manifest!();

fn main() {}
