use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// What is wrong with the user's source, and where.
pub struct Problem {
    span: Span,
    text: String,
}

pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    pub fn at(span: Span, text: impl Into<String>) -> Self {
        Problem { span, text: text.into() }
    }

    /// The item with the error beside it, so that the compiler does not also miss the item.
    pub fn with_item(self, item: TokenStream) -> TokenStream {
        let mut output = self.compile_error();
        output.extend(item);
        output
    }

    fn compile_error(self) -> TokenStream {
        let span = self.span;
        let mut text = Literal::string(&self.text);
        text.set_span(span);
        let mut body = Group::new(Delimiter::Brace, TokenTree::Literal(text).into());
        body.set_span(span);
        let mut mark = Punct::new('!', Spacing::Alone);
        mark.set_span(span);
        vec![TokenTree::Ident(Ident::new("compile_error", span)), TokenTree::Punct(mark), TokenTree::Group(body)]
            .into_iter()
            .collect()
    }
}
