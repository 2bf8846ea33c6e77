use fluence_sdk::module_manifest;

mod certificate;
mod consensus;
mod ed25519;
mod field;
mod files;
mod group;
mod instance;
mod kv;
mod peer_id;
mod record;
mod registry;
mod sha512;
mod text;

module_manifest!();

fn main() {}
