use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::problem::{Problem, Result};

/// Walks over tokens.
pub struct Cursor {
    tokens: Vec<TokenTree>,
    position: usize,
    end: Span,
}

impl Cursor {
    /// Starts at the first token; `end` is where an error lies about what is missing behind the last.
    pub fn new(tokens: TokenStream, end: Span) -> Self {
        Cursor { tokens: tokens.into_iter().collect(), position: 0, end }
    }

    /// The tokens within a group.
    pub fn within(group: &Group) -> Self {
        Cursor::new(group.stream(), group.span_close())
    }

    pub fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.position)
    }

    pub fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.position).cloned();
        self.position += 1;
        token
    }

    pub fn is_at_end(&self) -> bool {
        self.position >= self.tokens.len()
    }

    /// Where an error about the next token lies.
    pub fn span(&self) -> Span {
        self.peek().map_or(self.end, TokenTree::span)
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(TokenTree::Ident(ident)) if ident.to_string() == word)
    }

    pub fn is_mark(&self, mark: char) -> bool {
        matches!(self.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.position += usize::from(found);
        found
    }

    pub fn take_mark(&mut self, mark: char) -> bool {
        let found = self.is_mark(mark);
        self.position += usize::from(found);
        found
    }

    /// Takes `->` or `::`.
    pub fn take_marks(&mut self, first: char, second: char) -> bool {
        let start = self.position;
        let found = self.take_mark(first) && self.take_mark(second);
        if !found {
            self.position = start;
        }
        found
    }

    pub fn take_group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                let group = group.clone();
                self.position += 1;
                Some(group)
            }
            _ => None,
        }
    }

    pub fn expect_ident(&mut self, what: &str) -> Result<Ident> {
        match self.next() {
            Some(TokenTree::Ident(ident)) => Ok(ident),
            other => Err(Problem::at(other.map_or(self.end, |token| token.span()), format!("expected {}", what))),
        }
    }

    pub fn expect_mark(&mut self, mark: char) -> Result<()> {
        if self.take_mark(mark) {
            Ok(())
        } else {
            Err(Problem::at(self.span(), format!("expected `{}`", mark)))
        }
    }

    /// The attributes that come next, each as its `#` and its brackets.
    pub fn take_attributes(&mut self) -> Vec<(TokenTree, Group)> {
        let mut attributes = Vec::new();
        while self.is_mark('#') {
            let start = self.position;
            let mark = self.next();
            match (mark, self.take_group(Delimiter::Bracket)) {
                (Some(mark), Some(group)) => attributes.push((mark, group)),
                _ => {
                    self.position = start;
                    break;
                }
            }
        }
        attributes
    }

    /// The visibility that comes next; it may be none.
    pub fn take_visibility(&mut self) -> TokenStream {
        let start = self.position;
        if self.take_word("pub") {
            self.take_group(Delimiter::Parenthesis);
        }
        self.tokens[start..self.position.min(self.tokens.len())].iter().cloned().collect()
    }

    pub fn position(&self) -> usize {
        self.position
    }

    /// The tokens since a position.
    pub fn since(&self, start: usize) -> TokenStream {
        self.tokens[start..self.position].iter().cloned().collect()
    }
}
