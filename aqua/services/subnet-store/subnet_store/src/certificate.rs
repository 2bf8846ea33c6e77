//! Results of other peers' services as arguments: the interpreter tells where each comes from, and that it does not come from elsewhere.

use fluence_sdk::call_parameters;

/// The alias under which scripts call this service, on every peer.
const ALIAS: &str = "subnet-store";

/// The items of an argument that are what a function of this service has answered on members, one of each.
///
/// `argument` is the place of the argument among all.
pub fn genuine<'a>(items: &'a [String], argument: usize, function: &str, members: &[String]) -> Vec<&'a str> {
    let parameters = call_parameters();
    let origins = match parameters.tetraplets.get(argument) {
        Some(origins) if origins.len() == items.len() => origins,
        _ => return Vec::new(),
    };
    let mut heard: Vec<&str> = Vec::new();
    let mut genuine = Vec::new();
    for (item, origin) in items.iter().zip(origins) {
        let is_member = members.contains(&origin.peer_pk) && !heard.contains(&origin.peer_pk.as_str());
        if is_member && origin.service_id == ALIAS && origin.function_name == function && origin.lens.is_empty() {
            heard.push(&origin.peer_pk);
            genuine.push(item.as_str());
        }
    }

    genuine
}
