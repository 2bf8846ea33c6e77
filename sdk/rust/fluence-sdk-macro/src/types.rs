use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

use crate::cursor::Cursor;
use crate::problem::{Problem, Result};

/// A type as it stands in the source.
#[derive(Clone)]
pub struct Type {
    pub kind: Kind,
    pub style: Style,
    /// The type without a reference before it, and such that it owns its value.
    pub owned: TokenStream,
    pub span: Span,
}

#[derive(Clone)]
pub enum Kind {
    /// A number or a truth value, by its name in the generated section.
    Number(&'static str),
    Str,
    Text,
    Vector(Box<Type>),
    Slice(Box<Type>),
    Record(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    ByValue,
    ByRef,
    ByMutRef,
}

impl Type {
    /// Reads a type that ends before a comma, a bracket or the end.
    pub fn parse(cursor: &mut Cursor) -> Result<Type> {
        let span = cursor.span();
        if let Some(group) = cursor.take_group(Delimiter::None) {
            return Type::parse(&mut Cursor::within(&group));
        }
        let style = take_style(cursor);
        if let Some(group) = cursor.take_group(Delimiter::Bracket) {
            return parse_slice(&group, style, span);
        }
        parse_path(cursor, style, span)
    }

    /// Whether there is a reference within the type, behind which nothing can be put that comes from outside.
    pub fn find_inner_reference(&self) -> Option<Span> {
        match &self.kind {
            Kind::Vector(inner) | Kind::Slice(inner) if inner.style != Style::ByValue => Some(inner.span),
            Kind::Vector(inner) | Kind::Slice(inner) => inner.find_inner_reference(),
            _ => None,
        }
    }

    /// The records that the type mentions: where they stand, as the user wrote them.
    pub fn record(&self) -> Option<&TokenStream> {
        match &self.kind {
            Kind::Vector(inner) | Kind::Slice(inner) => inner.record(),
            Kind::Record(_) => Some(&self.owned),
            _ => None,
        }
    }
}

fn take_style(cursor: &mut Cursor) -> Style {
    if !cursor.take_mark('&') {
        return Style::ByValue;
    }
    if cursor.take_mark('\'') {
        cursor.next();
    }
    if cursor.take_word("mut") {
        Style::ByMutRef
    } else {
        Style::ByRef
    }
}

fn parse_slice(group: &proc_macro::Group, style: Style, span: Span) -> Result<Type> {
    let mut inside = Cursor::within(group);
    let element = Type::parse(&mut inside)?;
    if !inside.is_at_end() {
        return Err(Problem::at(inside.span(), "arrays of a fixed length cannot be passed; use `Vec<T>` or `&[T]`"));
    }
    if style == Style::ByValue {
        return Err(Problem::at(span, "a slice can only be passed by reference, as `&[T]`; a vector is a `Vec<T>`"));
    }
    let mut owned: TokenStream = "::std::vec::Vec<".parse().expect("two colons and words");
    owned.extend(element.owned.clone());
    owned.extend(">".parse::<TokenStream>().expect("a mark"));
    Ok(Type { kind: Kind::Slice(Box::new(element)), style, owned, span })
}

fn parse_path(cursor: &mut Cursor, style: Style, span: Span) -> Result<Type> {
    let start = cursor.position();
    cursor.take_marks(':', ':');
    let mut name = cursor.expect_ident("a type: a number, bool, String, &str, Vec<T>, &[T], or a structure with #[marine]")?;
    while cursor.take_marks(':', ':') {
        name = cursor.expect_ident("a part of a path")?;
    }
    let text = name.to_string();
    if !cursor.is_mark('<') {
        let kind = kind_of(text.trim_start_matches("r#"));
        let owned = match kind {
            Kind::Str if style == Style::ByValue => {
                return Err(Problem::at(span, "`str` can only be passed by reference, as `&str`"))
            }
            Kind::Str => "::std::string::String".parse().expect("a path"),
            _ => cursor.since(start),
        };
        return match problem_with(&text) {
            Some(problem) => Err(Problem::at(name.span(), problem)),
            None => Ok(Type { kind, style, owned, span }),
        };
    }

    if text != "Vec" {
        return Err(Problem::at(name.span(), generic_problem(&text)));
    }
    cursor.expect_mark('<')?;
    let element = Type::parse(cursor)?;
    cursor.expect_mark('>')?;
    Ok(Type { kind: Kind::Vector(Box::new(element)), style, owned: cursor.since(start), span })
}

fn kind_of(name: &str) -> Kind {
    match name {
        "bool" => Kind::Number("Boolean"),
        "i8" => Kind::Number("I8"),
        "i16" => Kind::Number("I16"),
        "i32" => Kind::Number("I32"),
        "i64" => Kind::Number("I64"),
        "u8" => Kind::Number("U8"),
        "u16" => Kind::Number("U16"),
        "u32" => Kind::Number("U32"),
        "u64" => Kind::Number("U64"),
        "f32" => Kind::Number("F32"),
        "f64" => Kind::Number("F64"),
        "str" => Kind::Str,
        "String" => Kind::Text,
        _ => Kind::Record(name.to_owned()),
    }
}

fn problem_with(name: &str) -> Option<String> {
    match name {
        "usize" | "isize" => Some(format!("`{}` has no fixed width; use `u32`, `u64`, `i32` or `i64`", name)),
        "u128" | "i128" => Some(format!("`{}` cannot be passed; the widest integers have 64 bits", name)),
        "char" => Some("`char` cannot be passed; use a `String` or a `u32`".to_owned()),
        "Self" | "self" => Some("methods cannot be called from outside; make it a function".to_owned()),
        "impl" | "dyn" | "fn" => Some(format!("`{}` types cannot be passed", name)),
        _ => None,
    }
}

fn generic_problem(name: &str) -> String {
    match name {
        "Option" => "`Option` cannot be passed; use a `Vec` of no or one element, which Aqua reads as an option".to_owned(),
        "Result" => "`Result` cannot be passed; return a structure with #[marine] that says whether it succeeded".to_owned(),
        "HashMap" | "BTreeMap" => format!("`{}` cannot be passed; use a `Vec` of structures with a key and a value", name),
        _ => format!("`{}` has type parameters; only `Vec<T>` can have them", name),
    }
}

/// The end of a list's item.
pub fn expect_comma_or_end(cursor: &mut Cursor) -> Result<()> {
    match cursor.peek() {
        None => Ok(()),
        Some(TokenTree::Punct(mark)) if mark.as_char() == ',' => {
            cursor.next();
            Ok(())
        }
        Some(other) => Err(Problem::at(other.span(), "this type cannot be passed")),
    }
}
