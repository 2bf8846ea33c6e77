//! A replicated key-value store as one replica has it.

use crate::files;
use crate::text::{Reader, Writer};
use fluence_sdk::marine;
use std::collections::BTreeMap;

/// How many requests are remembered to recognise those that come again.
const REMEMBERED: usize = 1024;

/// A peer of the group.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replica {
    pub host_id: String,
    pub worker_id: String,
}

/// A value of a key. Versions grow with each write of any key; 0 is no value.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: String,
    pub version: u64,
    pub request: String,
}

/// The values, as of some term.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// The newest value of each key.
    pub entries: BTreeMap<String, Entry>,
    /// The versions that requests have led to.
    pub requests: BTreeMap<String, Entry>,
    /// The highest version.
    pub version: u64,
}

/// Everything that a replica knows of a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The highest term that it has voted in or heard of; it takes no part in lower ones.
    pub term: u64,
    /// Who leads in that term, if it gets its majority.
    pub leader: Replica,
    /// The term whose contents it has.
    pub installed: u64,
    /// The term in which it leads, once a majority has the contents.
    pub opened: u64,
    pub contents: Contents,
}

impl Contents {
    /// Takes an entry over unless it has a newer one of the key.
    pub fn put(&mut self, entry: &Entry) {
        if self.entries.get(&entry.key).map_or(true, |old| old.version < entry.version) {
            self.entries.insert(entry.key.clone(), entry.clone());
        }

        self.version = self.version.max(entry.version);
        let short = Entry { value: String::new(), ..entry.clone() };
        self.requests.insert(entry.request.clone(), short);
        if self.requests.len() > REMEMBERED {
            let oldest = self.requests.values().min_by_key(|each| each.version).map(|each| each.request.clone());
            self.requests.remove(&oldest.unwrap_or_default());
        }
    }

    /// Takes over what another has that is newer.
    pub fn merge(&mut self, other: &Contents) {
        other.requests.values().for_each(|request| {
            self.requests.insert(request.request.clone(), request.clone());
        });
        other.entries.values().for_each(|entry| self.put(entry));
        self.version = self.version.max(other.version);
    }

    pub fn write(&self) -> String {
        let mut text = Writer::default();
        text.number(self.version).number(self.entries.len() as u64);
        self.entries.values().for_each(|each| write_entry(&mut text, each));
        text.number(self.requests.len() as u64);
        self.requests.values().for_each(|each| write_entry(&mut text, each));
        text.end()
    }

    pub fn read(text: &str) -> Option<Contents> {
        let mut reader = Reader(text);
        let mut contents = Contents { version: reader.number()?, ..Contents::default() };
        for _ in 0..reader.count()? {
            let entry = read_entry(&mut reader)?;
            contents.entries.insert(entry.key.clone(), entry);
        }

        for _ in 0..reader.count()? {
            let entry = read_entry(&mut reader)?;
            contents.requests.insert(entry.request.clone(), entry);
        }

        Some(contents)
    }
}

impl Group {
    /// The group of a name; nobody has to make it first.
    pub fn load(name: &str) -> Group {
        files::load("group", name).map_or_else(Group::default, |text| Group::read(&text).expect("the state of a group is whole"))
    }

    pub fn save(&self, name: &str) {
        let mut text = Writer::default();
        text.number(self.term).text(&self.leader.host_id).text(&self.leader.worker_id);
        text.number(self.installed).number(self.opened).text(&self.contents.write());
        files::save("group", name, &text.end());
    }

    fn read(text: &str) -> Option<Group> {
        let mut reader = Reader(text);
        Some(Group {
            term: reader.number()?,
            leader: Replica { host_id: reader.text()?.to_owned(), worker_id: reader.text()?.to_owned() },
            installed: reader.number()?,
            opened: reader.number()?,
            contents: Contents::read(reader.text()?)?,
        })
    }
}

fn write_entry(text: &mut Writer, entry: &Entry) {
    text.text(&entry.key).text(&entry.value).number(entry.version).text(&entry.request);
}

fn read_entry(reader: &mut Reader) -> Option<Entry> {
    Some(Entry {
        key: reader.text()?.to_owned(),
        value: reader.text()?.to_owned(),
        version: reader.number()?,
        request: reader.text()?.to_owned(),
    })
}
