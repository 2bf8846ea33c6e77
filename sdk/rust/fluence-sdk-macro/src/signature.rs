use proc_macro::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::cursor::Cursor;
use crate::problem::{Problem, Result};
use crate::types::{expect_comma_or_end, Style, Type};

/// A function: its name, arguments and result.
pub struct Signature {
    pub name: Ident,
    pub arguments: Vec<Argument>,
    pub result: Option<Type>,
    /// From the brackets with the arguments to before the body or semicolon, as the user wrote it.
    pub as_written: TokenStream,
}

pub struct Argument {
    pub name: Ident,
    pub ty: Type,
}

impl Signature {
    /// Reads from the name on.
    pub fn parse(cursor: &mut Cursor) -> Result<Signature> {
        let name = cursor.expect_ident("the function's name")?;
        let start = cursor.position();
        skip_lifetimes(cursor)?;
        let group = cursor
            .take_group(Delimiter::Parenthesis)
            .ok_or_else(|| Problem::at(name.span(), "expected arguments in round brackets"))?;
        let arguments = parse_arguments(&group)?;
        let result = if cursor.take_marks('-', '>') { parse_result(cursor)? } else { None };
        if cursor.is_word("where") {
            return Err(Problem::at(cursor.span(), "functions with type parameters cannot be called from outside"));
        }
        Ok(Signature { name, arguments, result, as_written: cursor.since(start) })
    }

    /// The name without the mark of raw identifiers.
    pub fn plain_name(&self) -> String {
        plain(&self.name)
    }
}

/// A name without the mark of raw identifiers.
pub fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn skip_lifetimes(cursor: &mut Cursor) -> Result<()> {
    if !cursor.take_mark('<') {
        return Ok(());
    }
    while !cursor.take_mark('>') {
        let span = cursor.span();
        match cursor.next() {
            Some(TokenTree::Punct(mark)) if mark.as_char() == '\'' => {
                cursor.next();
            }
            Some(TokenTree::Punct(mark)) if mark.as_char() == ',' => {}
            _ => return Err(Problem::at(span, "functions with type parameters cannot be called from outside")),
        }
    }
    Ok(())
}

fn parse_arguments(group: &Group) -> Result<Vec<Argument>> {
    let mut cursor = Cursor::within(group);
    let mut arguments = Vec::new();
    while !cursor.is_at_end() {
        cursor.take_attributes();
        if cursor.is_mark('&') || cursor.is_word("self") {
            return Err(Problem::at(cursor.span(), "methods cannot be called from outside; make it a function"));
        }
        cursor.take_word("mut");
        let name = cursor.expect_ident("a name; patterns cannot be arguments here")?;
        if name.to_string() == "self" {
            return Err(Problem::at(name.span(), "methods cannot be called from outside; make it a function"));
        }
        if !cursor.take_mark(':') {
            return Err(Problem::at(cursor.span(), "expected `:` and a type; patterns cannot be arguments here"));
        }
        let ty = Type::parse(&mut cursor)?;
        expect_comma_or_end(&mut cursor)?;
        arguments.push(Argument { name, ty });
    }
    Ok(arguments)
}

fn parse_result(cursor: &mut Cursor) -> Result<Option<Type>> {
    if let Some(TokenTree::Group(group)) = cursor.peek() {
        if group.delimiter() == Delimiter::Parenthesis {
            if group.stream().is_empty() {
                cursor.next();
                return Ok(None);
            }
            return Err(Problem::at(group.span(), "a function can return one value; put several into a structure with #[marine]"));
        }
    }
    let ty = Type::parse(cursor)?;
    match ty.find_inner_reference() {
        Some(span) => Err(Problem::at(span, "a vector that is returned cannot hold references")),
        None if ty.style == Style::ByMutRef => Err(Problem::at(ty.span, "a result cannot be a mutable reference")),
        None => Ok(Some(ty)),
    }
}
