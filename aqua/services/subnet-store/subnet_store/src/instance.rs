//! What a replica keeps of one decision.

use crate::files;
use crate::text::{Reader, Writer};

/// How many values a replica remembers to have voted for.
const REMEMBERED: usize = 32;

/// One decision among certain members. Other members make it another decision, so nobody can outvote those that were meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instance {
    /// The highest round that the replica takes part in; it takes no part in lower ones.
    pub round: u64,
    /// The round of its last vote, and what that was for.
    pub voted: (u64, String),
    /// The last round in which it saw a value with votes of a quorum, and the value; round 0 is none.
    pub locked: (u64, String),
    /// The values that it has voted for, and the last rounds in which it did.
    pub tried: Vec<(u64, String)>,
    /// The value that was decided on; empty while none is.
    pub decided: String,
}

/// What a replica tells of itself before a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    pub id: String,
    pub round: u64,
    pub locked: (u64, String),
    pub tried: Vec<(u64, String)>,
}

/// A vote for a value in a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Ballot {
    pub id: String,
    pub round: u64,
    pub value: String,
}

/// By what an instance is known.
pub fn id(name: &str, members: &[String]) -> String {
    let mut text = Writer::default();
    text.text(name);
    members.iter().for_each(|member| {
        text.text(member);
    });
    text.end()
}

impl Instance {
    pub fn load(id: &str) -> Instance {
        files::load("instance", id).map_or_else(Instance::default, |text| Instance::read(&text).expect("the state of a decision is whole"))
    }

    pub fn save(&self, id: &str) {
        let mut text = Writer::default();
        text.number(self.round).number(self.voted.0).text(&self.voted.1).number(self.locked.0).text(&self.locked.1);
        write_pairs(&mut text, &self.tried);
        text.text(&self.decided);
        files::save("instance", id, &text.end());
    }

    /// Votes for a value.
    pub fn vote(&mut self, round: u64, value: &str) {
        self.voted = (round, value.to_owned());
        self.tried.retain(|(_, tried)| tried != value);
        self.tried.push((round, value.to_owned()));
        if self.tried.len() > REMEMBERED {
            self.tried.remove(0);
        }
    }

    fn read(text: &str) -> Option<Instance> {
        let mut reader = Reader(text);
        Some(Instance {
            round: reader.number()?,
            voted: (reader.number()?, reader.text()?.to_owned()),
            locked: (reader.number()?, reader.text()?.to_owned()),
            tried: read_pairs(&mut reader)?,
            decided: reader.text()?.to_owned(),
        })
    }
}

impl Status {
    pub fn write(&self) -> String {
        let mut text = Writer::default();
        text.text(&self.id).number(self.round).number(self.locked.0).text(&self.locked.1);
        write_pairs(&mut text, &self.tried);
        text.end()
    }

    pub fn read(text: &str) -> Option<Status> {
        let mut reader = Reader(text);
        Some(Status {
            id: reader.text()?.to_owned(),
            round: reader.number()?,
            locked: (reader.number()?, reader.text()?.to_owned()),
            tried: read_pairs(&mut reader)?,
        })
    }
}

impl Ballot {
    pub fn write(&self) -> String {
        let mut text = Writer::default();
        text.text(&self.id).number(self.round).text(&self.value);
        text.end()
    }

    pub fn read(text: &str) -> Option<Ballot> {
        let mut reader = Reader(text);
        Some(Ballot { id: reader.text()?.to_owned(), round: reader.number()?, value: reader.text()?.to_owned() })
    }
}

fn write_pairs(text: &mut Writer, pairs: &[(u64, String)]) {
    text.number(pairs.len() as u64);
    pairs.iter().for_each(|(round, value)| {
        text.number(*round).text(value);
    });
}

fn read_pairs(reader: &mut Reader) -> Option<Vec<(u64, String)>> {
    (0..reader.count()?).map(|_| Some((reader.number()?, reader.text()?.to_owned()))).collect()
}
