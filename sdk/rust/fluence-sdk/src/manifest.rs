//! What a module says about itself: five texts, each after its length in eight bytes.

const PREFIX: usize = 8;

/// The length of a manifest.
pub const fn length(fields: [&str; 5]) -> usize {
    let mut length = 0;
    let mut field = 0;
    while field < fields.len() {
        length += PREFIX + fields[field].len();
        field += 1;
    }
    length
}

/// The bytes of a manifest.
pub const fn bytes<const LENGTH: usize>(fields: [&str; 5]) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    let mut position = 0;
    let mut field = 0;
    while field < fields.len() {
        let text = fields[field].as_bytes();
        let prefix = (text.len() as u64).to_le_bytes();
        let mut index = 0;
        while index < PREFIX {
            bytes[position + index] = prefix[index];
            index += 1;
        }
        position += PREFIX;
        index = 0;
        while index < text.len() {
            bytes[position + index] = text[index];
            index += 1;
        }
        position += text.len();
        field += 1;
    }
    bytes
}

/// Writes into the module who made it, which version it is, what it does, where its sources are, and when it was built.
/// Without arguments all is taken from `Cargo.toml`. The time is that of `SOURCE_DATE_EPOCH`, if this is set.
#[macro_export]
macro_rules! module_manifest {
    () => {
        $crate::module_manifest!(
            ::std::env!("CARGO_PKG_AUTHORS"),
            ::std::env!("CARGO_PKG_VERSION"),
            ::std::env!("CARGO_PKG_DESCRIPTION"),
            ::std::env!("CARGO_PKG_REPOSITORY")
        );
    };
    ($authors:expr, $version:expr, $description:expr, $repository:expr) => {
        #[cfg(target_arch = "wasm32")]
        #[doc(hidden)]
        #[link_section = "__fluence_wasm_module_manifest"]
        pub static __FLUENCE_MANIFEST: [u8; $crate::manifest::length([
            $authors,
            $version,
            $description,
            $repository,
            $crate::abi::build_timestamp!(),
        ])] = $crate::manifest::bytes([$authors, $version, $description, $repository, $crate::abi::build_timestamp!()]);
    };
}
