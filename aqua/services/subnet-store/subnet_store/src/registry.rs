//! A peer's part of `@fluence/subnet/registry.aqua`: records of keys near to it.

use crate::files;
use crate::record::Record;
use crate::text::{Reader, Writer};
use fluence_sdk::marine;
use std::time::{SystemTime, UNIX_EPOCH};

/// How many records are kept of one key; of more, the newest.
const MOST: usize = 256;
/// How far ahead a peer's clock may be, in milliseconds.
const TOLERANCE: u64 = 60_000;

/// What a peer has to sign to make a record.
#[marine]
pub fn get_record_bytes(
    key: &str, peer_id: &str, relay_id: &str, service_id: &str, metadata: &str, timestamp: u64, ttl: u64,
) -> Vec<u8> {
    record(key, peer_id, relay_id, service_id, metadata, timestamp, ttl, &[]).bytes()
}

/// A record with its signature, as text; empty if the signature is wrong.
#[marine]
pub fn seal_record(
    key: &str, peer_id: &str, relay_id: &str, service_id: &str, metadata: &str, timestamp: u64, ttl: u64, signature: &[u8],
) -> String {
    let record = record(key, peer_id, relay_id, service_id, metadata, timestamp, ttl, signature);
    if record.is_genuine() { record.write() } else { String::new() }
}

/// Keeps a record, if it is genuine, holds now, and is newer than what there is of the same offer.
#[marine]
pub fn put_record(record: &str) -> bool {
    let record = match Record::read(record) {
        Some(record) if record.holds_at(now(), TOLERANCE) && record.is_genuine() => record,
        _ => return false,
    };
    let mut records = load(&record.key);
    let key = record.key.clone();
    add(&mut records, record);
    save(&key, &records);
    true
}

/// The records of a key that hold now, as text.
#[marine]
pub fn get_records(key: &str) -> Vec<String> {
    load(key).iter().filter(|record| record.holds_at(now(), TOLERANCE)).map(Record::write).collect()
}

/// What several peers have of a key, as one: each offer once, its newest record, without those that are forged or hold no longer.
#[marine]
pub fn merge_records(key: &str, records: &[String]) -> Vec<Record> {
    let mut texts: Vec<&String> = records.iter().collect();
    texts.sort();
    texts.dedup();
    let mut merged = Vec::new();
    texts.into_iter().filter_map(|text| Record::read(text))
        .filter(|record| record.key == key && record.holds_at(now(), TOLERANCE) && record.is_genuine())
        .for_each(|record| add(&mut merged, record));
    merged
}

#[allow(clippy::too_many_arguments)]
fn record(
    key: &str, peer_id: &str, relay_id: &str, service_id: &str, metadata: &str, timestamp: u64, ttl: u64, signature: &[u8],
) -> Record {
    Record {
        key: key.to_owned(),
        peer_id: peer_id.to_owned(),
        relay_id: relay_id.to_owned(),
        service_id: service_id.to_owned(),
        metadata: metadata.to_owned(),
        timestamp,
        ttl,
        signature: signature.to_vec(),
    }
}

fn add(records: &mut Vec<Record>, record: Record) {
    if records.iter().any(|other| record.replaces(other) && other.timestamp > record.timestamp) {
        return;
    }

    records.retain(|other| !record.replaces(other));
    records.push(record);
    if records.len() > MOST {
        records.sort_by_key(|each| each.timestamp);
        records.remove(0);
    }
}

fn load(key: &str) -> Vec<Record> {
    let text = files::load("records", key).unwrap_or_default();
    let mut reader = Reader(&text);
    std::iter::from_fn(|| Record::read(reader.text()?)).collect()
}

fn save(key: &str, records: &[Record]) {
    let mut text = Writer::default();
    records.iter().filter(|record| record.holds_at(now(), TOLERANCE)).for_each(|record| {
        text.text(&record.write());
    });
    files::save("records", key, &text.end());
}

/// The time in milliseconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as u64)
}
