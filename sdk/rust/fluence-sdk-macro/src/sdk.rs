use std::path::Path;

/// The path of the SDK in generated code. Sources for the original SDK build with this one under the original's name.
pub fn path() -> &'static str {
    if is_renamed() {
        "::marine_rs_sdk::abi"
    } else {
        "::fluence_sdk::abi"
    }
}

fn is_renamed() -> bool {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let manifest = std::fs::read_to_string(Path::new(&folder).join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| {
        let key = line.split(['=', '.']).next().unwrap_or_default().trim();
        key == "marine-rs-sdk" || line.trim() == "[dependencies.marine-rs-sdk]"
    })
}
