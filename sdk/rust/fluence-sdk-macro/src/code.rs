use proc_macro::{Group, TokenStream, TokenTree};

/// Generated code: text with placeholders for tokens of the user's source, which keep their places in it.
pub struct Code {
    text: String,
    parts: Vec<TokenStream>,
}

const PLACEHOLDER: &str = "__fluence_part_";

impl Code {
    pub fn new() -> Self {
        Code { text: String::new(), parts: Vec::new() }
    }

    /// Tokens of the user, as the word that stands for them in the text.
    pub fn place(&mut self, tokens: impl Into<TokenStream>) -> String {
        self.parts.push(tokens.into());
        format!("{}{}", PLACEHOLDER, self.parts.len() - 1)
    }

    pub fn push(&mut self, text: impl AsRef<str>) {
        self.text.push_str(text.as_ref());
        self.text.push('\n');
    }

    pub fn finish(self) -> TokenStream {
        let tokens: TokenStream = self.text.parse().expect("the generated code has balanced brackets");
        self.fill(tokens)
    }

    fn fill(&self, tokens: TokenStream) -> TokenStream {
        tokens
            .into_iter()
            .flat_map(|token| match token {
                TokenTree::Ident(ident) => match ident.to_string().strip_prefix(PLACEHOLDER) {
                    Some(index) => self.parts[index.parse::<usize>().expect("a placeholder has a number")].clone(),
                    None => TokenTree::Ident(ident).into(),
                },
                TokenTree::Group(group) => {
                    let mut filled = Group::new(group.delimiter(), self.fill(group.stream()));
                    filled.set_span(group.span());
                    TokenTree::Group(filled).into()
                }
                other => other.into(),
            })
            .collect()
    }
}
