//! Records of the registry: who offers what under a key.

use crate::ed25519;
use crate::peer_id::key_of;
use crate::text::{Reader, Writer};
use fluence_sdk::marine;

/// Before what is signed, so that it is a signature of nothing else.
const PURPOSE: &str = "fluence-subnet-record";
/// The longest text that a record has.
const LONGEST: usize = 4096;

/// A peer offers a service under a key, from a time on for so long, both in milliseconds. It is reached through its relay, which for
/// a peer that can be dialled is itself.
#[marine]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub key: String,
    pub peer_id: String,
    pub relay_id: String,
    pub service_id: String,
    pub metadata: String,
    pub timestamp: u64,
    pub ttl: u64,
    pub signature: Vec<u8>,
}

impl Record {
    /// What the peer signs.
    pub fn bytes(&self) -> Vec<u8> {
        self.fields().end().into_bytes()
    }

    /// The record with its signature as text.
    pub fn write(&self) -> String {
        let mut text = self.fields();
        text.text(&self.signature.iter().map(|byte| format!("{:02x}", byte)).collect::<String>());
        text.end()
    }

    /// Reads a record; `None` where the text is none.
    pub fn read(text: &str) -> Option<Record> {
        let mut reader = Reader(text);
        if reader.text()? != PURPOSE {
            return None;
        }

        let record = Record {
            key: reader.text()?.to_owned(),
            peer_id: reader.text()?.to_owned(),
            relay_id: reader.text()?.to_owned(),
            service_id: reader.text()?.to_owned(),
            metadata: reader.text()?.to_owned(),
            timestamp: reader.number()?,
            ttl: reader.number()?,
            signature: read_hex(reader.text()?)?,
        };
        (record.write() == text).then(|| record)
    }

    /// Whether the peer itself has signed it.
    pub fn is_genuine(&self) -> bool {
        let texts = [&self.key, &self.relay_id, &self.service_id, &self.metadata];
        texts.iter().all(|text| text.len() <= LONGEST)
            && key_of(&self.peer_id).map_or(false, |key| ed25519::verify(&key, &self.bytes(), &self.signature))
    }

    /// Whether it holds at a time, in milliseconds; clocks may differ a little.
    pub fn holds_at(&self, now: u64, tolerance: u64) -> bool {
        self.timestamp <= now.saturating_add(tolerance) && now < self.timestamp.saturating_add(self.ttl)
    }

    /// Whether both tell of the same offer, so that the newer counts.
    pub fn replaces(&self, other: &Record) -> bool {
        self.key == other.key && self.peer_id == other.peer_id && self.service_id == other.service_id
    }

    fn fields(&self) -> Writer {
        let mut text = Writer::default();
        text.text(PURPOSE).text(&self.key).text(&self.peer_id).text(&self.relay_id).text(&self.service_id).text(&self.metadata);
        text.number(self.timestamp).number(self.ttl);
        text
    }
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() % 2 != 0 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }

    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()).collect()
}
