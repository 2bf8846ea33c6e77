use fluence_sdk::{call_parameters, info, marine, module_manifest};

module_manifest!();

fn main() {}

#[marine]
#[derive(Debug, PartialEq)]
pub struct Greeting {
    pub text: String,
    pub names: u32,
}

#[marine]
pub fn greeting(name: &str) -> String {
    info!("greeting {}", name);
    format!("Hi, {}", name)
}

#[marine]
pub fn greet_all(names: &[String]) -> Greeting {
    Greeting { text: format!("Hi, {}", names.join(" and ")), names: names.len() as u32 }
}

#[marine]
pub fn greet_caller() -> String {
    greeting(&call_parameters().particle.init_peer_id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluence_sdk::marine_test;

    #[marine_test]
    fn greets_by_name() {
        assert_eq!(greeting("Ada"), "Hi, Ada");
    }

    #[marine_test]
    fn greets_many_at_once() {
        let names = ["Ada".to_owned(), "Grace".to_owned()];
        assert_eq!(greet_all(&names), Greeting { text: "Hi, Ada and Grace".to_owned(), names: 2 });
    }
}
