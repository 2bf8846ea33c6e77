//! What the service knows lies in files, one for each thing with a name, so that it survives restarts.

use crate::text::{Reader, Writer};
use std::fs;

/// Where peers map what a service keeps.
const FOLDER: &str = "/storage";

/// Reads what was saved under a name; `None` if nothing was.
pub fn load(kind: &str, name: &str) -> Option<String> {
    find(kind, name).1
}

/// Saves something under a name in place of what was there.
pub fn save(kind: &str, name: &str, content: &str) {
    let (path, _) = find(kind, name);
    let mut file = Writer::default();
    file.text(name).text(content);
    let new = format!("{}.new", path);
    fs::write(&new, file.end()).expect("the state can be written");
    fs::rename(&new, &path).expect("the state can be replaced");
}

/// The file of a name, or the one that it is to have. Names of the same hash lie one after the other.
fn find(kind: &str, name: &str) -> (String, Option<String>) {
    let mut number = 0;
    loop {
        let path = format!("{}/{}-{:016x}-{}", FOLDER, kind, hash(name), number);
        let content = match fs::read_to_string(&path) {
            Ok(content) => content,
            Err(_) => return (path, None),
        };
        let mut file = Reader(&content);
        if file.text() == Some(name) {
            let content = file.text().expect("a file of the state is whole");
            return (path, Some(content.to_owned()));
        }

        number += 1;
    }
}

/// FNV-1a.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
