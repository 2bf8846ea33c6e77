use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

use crate::cursor::Cursor;
use crate::import::Import;
use crate::problem::{Problem, Result};
use crate::record::Record;
use crate::signature::Signature;

/// What the attribute stands before.
pub enum Item {
    Function(Signature),
    Record(Record),
    Import(Import),
}

pub fn parse(input: TokenStream) -> Result<Item> {
    let mut cursor = Cursor::new(input, Span::call_site());
    let attributes = cursor.take_attributes();
    cursor.take_visibility();
    if cursor.take_word("struct") {
        return Record::parse(&mut cursor).map(Item::Record);
    }
    let qualifier = cursor.span();
    let is_unsafe = cursor.take_word("unsafe");
    if cursor.take_word("extern") {
        if let Some(TokenTree::Literal(_)) = cursor.peek() {
            cursor.next();
        }
        return match cursor.take_group(Delimiter::Brace) {
            Some(body) => Import::parse(&attributes, &body).map(Item::Import),
            None => Err(Problem::at(qualifier, "a function that is called from outside has no linkage of its own; remove `extern`")),
        };
    }
    for word in ["const", "async"] {
        if cursor.is_word(word) {
            return Err(Problem::at(qualifier, format!("a function that is called from outside cannot be `{}`", word)));
        }
    }
    if is_unsafe {
        return Err(Problem::at(qualifier, "a function that is called from outside cannot be `unsafe`"));
    }
    if cursor.take_word("fn") {
        let signature = Signature::parse(&mut cursor)?;
        crate::export::check(&signature)?;
        return Ok(Item::Function(signature));
    }
    Err(Problem::at(cursor.span(), "#[marine] stands before a function, a structure with named fields or an `extern \"C\"` block"))
}
