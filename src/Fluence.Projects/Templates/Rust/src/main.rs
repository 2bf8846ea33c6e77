use fluence_sdk::{marine, module_manifest};

module_manifest!();

fn main() {}

#[marine]
pub fn greeting(name: &str) -> String {
    format!("Hi, {}", name)
}

#[cfg(test)]
mod tests {
    use fluence_sdk::marine_test;

    #[marine_test]
    fn greets_by_name() {
        assert_eq!(super::greeting("Ada"), "Hi, Ada");
    }
}
