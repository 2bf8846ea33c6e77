use fluence_sdk::{marine, module_manifest};

module_manifest!();

const DATABASE: &str = "notes.db";

fn main() {
    execute(DATABASE, "CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)", &[]);
}

/// What the module `sqlite3` answers.
#[marine]
pub struct Result {
    pub error: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub last_row_id: i64,
    pub changes: i64,
}

#[marine]
#[link(wasm_import_module = "sqlite3")]
extern "C" {
    fn execute(database: &str, sql: &str, parameters: &[String]) -> Result;

    #[link_name = "version"]
    fn sqlite_version() -> String;
}

#[marine]
#[derive(Debug, PartialEq)]
pub struct Note {
    pub id: i64,
    pub text: String,
}

#[marine]
pub fn add(text: String) -> i64 {
    execute(DATABASE, "INSERT INTO notes (text) VALUES (?1)", &[text]).last_row_id
}

#[marine]
pub fn search(word: &str) -> Vec<Note> {
    let found = execute(DATABASE, "SELECT id, text FROM notes WHERE instr(text, ?1) > 0 ORDER BY id", &[word.to_owned()]);
    found.rows.into_iter().map(to_note).collect()
}

#[marine]
pub fn version() -> String {
    sqlite_version()
}

fn to_note(row: Vec<String>) -> Note {
    let mut columns = row.into_iter();
    let id = columns.next().and_then(|text| text.parse().ok()).unwrap_or_default();
    Note { id, text: columns.next().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluence_sdk::marine_test;

    #[marine_test]
    fn notes_are_found_by_a_word() {
        super::main();
        add("buy milk".to_owned());
        let id = add("buy bread".to_owned());
        assert_eq!(search("bread"), [Note { id, text: "buy bread".to_owned() }]);
        assert_eq!(search("buy").len(), 2);
    }

    #[marine_test]
    fn texts_cannot_break_out_of_their_statement() {
        super::main();
        add("'); DROP TABLE notes; --".to_owned());
        assert_eq!(search("DROP").len(), 1);
    }

    #[marine_test]
    fn a_wrong_statement_says_why() {
        assert_eq!(execute(DATABASE, "SELEC 1", &[]).error, "near \"SELEC\": syntax error");
    }
}
