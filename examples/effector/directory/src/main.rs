use fluence_sdk::{marine, module_manifest, MountedBinaryResult};

module_manifest!();

fn main() {}

#[marine]
#[link(wasm_import_module = "host")]
extern "C" {
    /// The program that the service's configuration mounts under this name.
    fn ls(arguments: Vec<String>) -> MountedBinaryResult;
}

#[marine]
pub struct Listing {
    pub names: Vec<String>,
    pub error: String,
}

#[marine]
pub fn list(folder: &str) -> Listing {
    // a folder is never taken for an option
    let result = ls(vec!["-1".to_owned(), "--".to_owned(), folder.to_owned()]);
    match result.into_std() {
        Some(Ok(output)) => Listing { names: output.lines().map(str::to_owned).collect(), error: String::new() },
        Some(Err(error)) => Listing { names: Vec::new(), error },
        None => Listing { names: Vec::new(), error: "the output is no UTF-8".to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use fluence_sdk::marine_test;

    #[marine_test]
    fn the_root_has_a_folder_for_temporary_files() {
        assert!(super::list("/").names.contains(&"tmp".to_owned()));
    }

    #[marine_test]
    fn a_missing_folder_is_an_error() {
        let listing = super::list("/no/such/folder");
        assert!(listing.names.is_empty());
        assert!(listing.error.contains("No such file"), "{}", listing.error);
    }
}
