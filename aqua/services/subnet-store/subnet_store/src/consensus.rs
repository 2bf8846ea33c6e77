//! The replica's part of `@fluence/subnet/consensus.aqua`. A refusal is an empty text.

use crate::certificate::genuine;
use crate::instance::{id, Ballot, Instance, Status};
use fluence_sdk::marine;

/// Promises to take no part in rounds before this one, and tells what the replica has done so far.
#[marine]
pub fn status(name: &str, members: &[String], round: u64) -> String {
    let id = id(name, members);
    let mut known = Instance::load(&id);
    if known.round > round || round == 0 {
        return String::new();
    }

    known.round = round;
    known.save(&id);
    Status { id, round, locked: known.locked, tried: known.tried }.write()
}

/// Votes for the value that the members' statuses allow, which is the proposal if they leave the choice.
#[marine]
pub fn prevote(name: &str, members: &[String], round: u64, proposal: &str, statuses: &[String]) -> String {
    let id = id(name, members);
    let mut known = Instance::load(&id);
    if known.round > round || round == 0 {
        return String::new();
    }

    if known.voted.0 < round {
        let statuses: Vec<Status> = genuine(statuses, 4, "status", members).into_iter().filter_map(Status::read)
            .filter(|status| status.id == id && status.round == round).collect();
        let value = match choose(&statuses, proposal, members.len()) {
            Some(value) => value,
            None => return String::new(),
        };
        known.round = round;
        known.vote(round, &value);
        known.save(&id);
    }

    Ballot { id, round, value: known.voted.1 }.write()
}

/// Locks the value that a quorum has voted for, and vouches for it.
#[marine]
pub fn precommit(name: &str, members: &[String], round: u64, prevotes: &[String]) -> String {
    let id = id(name, members);
    let mut known = Instance::load(&id);
    let ballot = match elected(&id, round, &genuine(prevotes, 3, "prevote", members), members.len()) {
        Some(ballot) if known.round <= round => ballot,
        _ => return String::new(),
    };
    known.round = round;
    known.locked = (round, ballot.value.clone());
    known.save(&id);
    ballot.write()
}

/// Takes note of the value that a quorum vouches for, and tells what is decided.
#[marine]
pub fn decide(name: &str, members: &[String], round: u64, precommits: &[String]) -> String {
    let id = id(name, members);
    let mut known = Instance::load(&id);
    if known.decided.is_empty() {
        if let Some(ballot) = elected(&id, round, &genuine(precommits, 3, "precommit", members), members.len()) {
            known.decided = ballot.value;
            known.save(&id);
        }
    }

    known.decided
}

/// What is decided, as far as this replica knows; empty if nothing.
#[marine]
pub fn decision(name: &str, members: &[String]) -> String {
    Instance::load(&id(name, members)).decided
}

/// How many of the members may be liars.
fn faulty(members: usize) -> usize {
    members.saturating_sub(1) / 3
}

fn quorum(members: usize) -> usize {
    members - faulty(members)
}

/// The value that a quorum of ballots is for.
fn elected(id: &str, round: u64, ballots: &[&str], members: usize) -> Option<Ballot> {
    let ballots: Vec<Ballot> =
        ballots.iter().filter_map(|text| Ballot::read(text)).filter(|ballot| ballot.id == id && ballot.round == round).collect();
    ballots.iter().find(|ballot| ballots.iter().filter(|other| other == ballot).count() >= quorum(members)).cloned()
}

/// What may be voted for. A value that may have been decided on is the only one: it was locked by many, so in a quorum no newer lock speaks
/// against it, and somebody honest has voted for it. Where a quorum has locked nothing, nothing was decided on.
fn choose(statuses: &[Status], proposal: &str, members: usize) -> Option<String> {
    let allows = |status: &Status, round: u64, value: &str| status.locked.0 < round || (status.locked.0 == round && status.locked.1 == value);
    let vouches =
        |status: &Status, round: u64, value: &str| status.tried.iter().any(|(tried, other)| *tried >= round && other == value);
    let mut locks: Vec<&(u64, String)> = statuses.iter().map(|status| &status.locked).filter(|locked| locked.0 > 0).collect();
    locks.sort();
    let forced = locks.into_iter().rev().find(|(round, value)| {
        statuses.iter().filter(|status| allows(status, *round, value)).count() >= quorum(members)
            && statuses.iter().filter(|status| vouches(status, *round, value)).count() > faulty(members)
    });
    match forced {
        Some((_, value)) => Some(value.clone()),
        None if statuses.iter().filter(|status| status.locked.0 == 0).count() >= quorum(members) && !proposal.is_empty() => {
            Some(proposal.to_owned())
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluence_sdk::marine_test;

    fn status(locked: u64, value: &str, tried: &[(u64, &str)]) -> Status {
        let tried = tried.iter().map(|(round, value)| (*round, (*value).to_owned())).collect();
        Status { id: "i".to_owned(), round: 9, locked: (locked, value.to_owned()), tried }
    }

    #[marine_test]
    fn the_choice_is_free_where_a_quorum_has_locked_nothing() {
        let free = status(0, "", &[(1, "a")]);
        assert_eq!(choose(&[free.clone(), free.clone(), free.clone()], "p", 4), Some("p".to_owned()));
        assert_eq!(choose(&[free.clone(), free], "p", 4), None);
    }

    #[marine_test]
    fn a_value_that_may_be_decided_is_the_only_choice() {
        let locked = status(3, "a", &[(3, "a")]);
        let behind = status(0, "", &[(3, "a")]);
        assert_eq!(choose(&[locked.clone(), locked, behind], "p", 4), Some("a".to_owned()));
    }

    #[marine_test]
    fn one_liar_forces_no_value() {
        let lie = status(8, "evil", &[(8, "evil")]);
        let honest = status(3, "a", &[(3, "a")]);
        assert_eq!(choose(&[lie.clone(), honest.clone(), honest.clone(), honest], "p", 4), Some("a".to_owned()));
        let free = status(0, "", &[]);
        assert_eq!(choose(&[lie, free.clone(), free.clone(), free], "p", 4), Some("p".to_owned()));
    }
}
