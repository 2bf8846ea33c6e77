//! The replica's part of `@fluence/subnet/kv.aqua`, which says how the parts make a store.

use crate::group::{Contents, Entry, Group, Replica};
use crate::text::{Reader, Writer};
use fluence_sdk::marine;

/// Where a replica stands: `ready` if it has the contents of the term.
#[marine]
pub struct Standing {
    pub term: u64,
    pub leader: Replica,
    pub ready: bool,
}

/// A vote, with the contents of the one who votes.
#[marine]
pub struct Vote {
    pub granted: bool,
    pub term: u64,
    pub contents: String,
}

/// Contents as text, if there are.
#[marine]
pub struct Snapshot {
    pub ok: bool,
    pub contents: String,
}

/// Whether something was done; if not, whether the replica lacks the contents of the term.
#[marine]
pub struct Ack {
    pub ok: bool,
    pub behind: bool,
}

/// A write with its place among all, if this replica leads in the term.
#[marine]
pub struct Assigned {
    pub ok: bool,
    pub entry: Entry,
}

/// What a replica has of a key, if it has the contents of a term.
#[marine]
pub struct Found {
    pub ok: bool,
    pub term: u64,
    pub entry: Entry,
}

const DONE: Ack = Ack { ok: true, behind: false };
const REFUSED: Ack = Ack { ok: false, behind: false };

#[marine]
pub fn standing(group: &str) -> Standing {
    let known = Group::load(group);
    Standing { ready: known.installed == known.term && known.term > 0, term: known.term, leader: known.leader }
}

/// Begins to campaign for this replica, in a term above all that are known.
#[marine]
pub fn campaign(group: &str, leader: &Replica, standings: &[Standing]) -> u64 {
    let mut known = Group::load(group);
    known.term = 1 + standings.iter().map(|each| each.term).fold(known.term, u64::max);
    known.leader = leader.clone();
    known.save(group);
    known.term
}

/// Votes for a leader, once in each term, and takes no part in lower terms any more.
#[marine]
pub fn vote(group: &str, term: u64, leader: &Replica) -> Vote {
    let mut known = Group::load(group);
    if known.term < term {
        known.term = term;
        known.leader = leader.clone();
        known.save(group);
    }

    let granted = known.term == term && known.leader == *leader && known.installed < term;
    let mut contents = Writer::default();
    contents.number(known.installed).text(&known.contents.write());
    Vote { granted, term: known.term, contents: contents.end() }
}

/// The contents with which the term begins that this replica has got a majority for: those of the votes' latest term. They are fixed when
/// this is called first.
#[marine]
pub fn lead(group: &str, term: u64, leader: &Replica, votes: &[Vote]) -> Snapshot {
    let mut known = Group::load(group);
    let read: Option<Vec<(u64, Contents)>> = votes.iter().filter(|vote| vote.granted && vote.term == term).map(read_vote).collect();
    let read = match read {
        Some(read) if known.term == term && known.leader == *leader => read,
        _ => return Snapshot { ok: false, contents: String::new() },
    };
    if known.installed < term {
        let latest = read.iter().map(|(installed, _)| *installed).max().unwrap_or_default();
        known.contents = Contents::default();
        read.iter().filter(|(installed, _)| *installed == latest).for_each(|(_, contents)| known.contents.merge(contents));
        known.installed = term;
        known.save(group);
    }

    Snapshot { ok: true, contents: known.contents.write() }
}

/// Takes over the contents with which a term begins, or that a replica lacks in it.
#[marine]
pub fn install(group: &str, term: u64, leader: &Replica, contents: &str) -> Ack {
    let mut known = Group::load(group);
    if known.term > term {
        return REFUSED;
    }

    if known.installed < term {
        known.contents = match Contents::read(contents) {
            Some(contents) => contents,
            None => return REFUSED,
        };
        known.term = term;
        known.leader = leader.clone();
        known.installed = term;
        known.save(group);
    }

    DONE
}

/// Lets this replica lead: a majority has the contents.
#[marine]
pub fn open_term(group: &str, term: u64) -> Ack {
    let mut known = Group::load(group);
    if known.term != term || known.installed != term {
        return REFUSED;
    }

    known.opened = term;
    known.save(group);
    DONE
}

/// Gives a write its place. A request that was made before gets what its key has now, which is its own value or a newer one.
#[marine]
pub fn assign(group: &str, term: u64, key: &str, value: &str, request: &str) -> Assigned {
    let mut known = Group::load(group);
    if known.term != term || known.opened != term {
        return Assigned { ok: false, entry: Entry::default() };
    }

    if let Some(before) = known.contents.requests.get(request) {
        return Assigned { ok: true, entry: known.contents.entries.get(&before.key).cloned().unwrap_or_default() };
    }

    let entry = Entry { key: key.to_owned(), value: value.to_owned(), version: known.contents.version + 1, request: request.to_owned() };
    known.contents.put(&entry);
    known.save(group);
    Assigned { ok: true, entry }
}

/// Takes over an entry of the term.
#[marine]
pub fn store(group: &str, term: u64, entry: &Entry) -> Ack {
    let mut known = Group::load(group);
    if known.term > term {
        return REFUSED;
    }

    if known.installed != term {
        return Ack { ok: false, behind: true };
    }

    known.contents.put(entry);
    known.save(group);
    DONE
}

/// What this replica has in a term.
#[marine]
pub fn snapshot(group: &str, term: u64) -> Snapshot {
    let known = Group::load(group);
    let ok = known.term == term && known.installed == term;
    Snapshot { ok, contents: if ok { known.contents.write() } else { String::new() } }
}

#[marine]
pub fn lookup(group: &str, key: &str) -> Found {
    let known = Group::load(group);
    Found {
        ok: known.installed == known.term && known.term > 0,
        term: known.term,
        entry: known.contents.entries.get(key).cloned().unwrap_or_default(),
    }
}

fn read_vote(vote: &Vote) -> Option<(u64, Contents)> {
    let mut reader = Reader(&vote.contents);
    Some((reader.number()?, Contents::read(reader.text()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluence_sdk::marine_test;

    fn replica(name: &str) -> Replica {
        Replica { host_id: name.to_owned(), worker_id: name.to_owned() }
    }

    fn begin(group: &str) -> u64 {
        let term = campaign(group, &replica("a"), &[]);
        let vote = vote(group, term, &replica("a"));
        assert!(lead(group, term, &replica("a"), &[vote]).ok);
        assert!(open_term(group, term).ok);
        term
    }

    #[marine_test]
    fn a_replica_votes_once_in_a_term() {
        assert!(vote("g", 3, &replica("a")).granted);
        assert!(vote("g", 3, &replica("a")).granted);
        assert!(!vote("g", 3, &replica("b")).granted);
        assert!(!vote("g", 2, &replica("b")).granted);
        assert!(vote("g", 4, &replica("b")).granted);
    }

    #[marine_test]
    fn a_request_gets_one_place() {
        let term = begin("g");
        let first = assign("g", term, "k", "v", "r").entry;
        assert_eq!(first.version, 1);
        assert_eq!(assign("g", term, "k", "v", "r").entry, first);
        assert_eq!(assign("g", term, "k", "w", "s").entry.version, 2);
        assert_eq!(assign("g", term, "k", "v", "r").entry.value, "w");
    }

    #[marine_test]
    fn who_is_deposed_writes_nothing() {
        let term = begin("g");
        vote("g", term + 1, &replica("b"));
        assert!(!assign("g", term, "k", "v", "r").ok);
        assert!(!store("g", term, &Entry::default()).ok);
        assert!(!lookup("g", "k").ok);
    }

    #[marine_test]
    fn a_term_begins_with_the_contents_of_the_latest_term_among_the_votes() {
        let term = begin("old");
        let stale = assign("old", term, "k", "stale", "r").entry;
        let old = vote("old", 9, &replica("a"));
        let term = begin("new");
        vote("new", term + 1, &replica("x"));
        let again = campaign("new", &replica("a"), &[]);
        assert!(lead("new", again, &replica("a"), &[vote("new", again, &replica("a"))]).ok);
        let newer = vote("new", 9, &replica("a"));
        vote("g", 9, &replica("a"));
        let begun = lead("g", 9, &replica("a"), &[old, newer]);
        assert!(begun.ok);
        assert_eq!(stale.version, 1);
        assert_eq!(lookup("g", "k").entry, Entry::default());
    }

    #[marine_test]
    fn what_was_saved_is_read() {
        let term = begin("g");
        assign("g", term, "kéy", "välue:7", "r");
        let contents = snapshot("g", term).contents;
        assert!(install("other", term, &replica("a"), &contents).ok);
        assert_eq!(lookup("other", "kéy").entry.value, "välue:7");
        assert!(!install("another", term, &replica("a"), &contents[1..]).ok);
    }
}
