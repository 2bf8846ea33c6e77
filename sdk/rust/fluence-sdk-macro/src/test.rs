use proc_macro::{Span, TokenStream, TokenTree};

use crate::code::Code;
use crate::cursor::Cursor;
use crate::problem::{Problem, Result};
use crate::signature::Signature;
use crate::{json, section};

/// What the names of exported tests begin with.
const PREFIX: &str = "__marine_test__";

/// A test: natively one of the test harness, in Wasm an exported function that traps when the test fails.
pub fn expand(item: TokenStream) -> Result<TokenStream> {
    let mut cursor = Cursor::new(item.clone(), Span::call_site());
    cursor.take_attributes();
    cursor.take_visibility();
    if !cursor.take_word("fn") {
        return Err(Problem::at(cursor.span(), "#[marine_test] stands before a function"));
    }
    let mut signature = Signature::parse(&mut cursor)?;
    if let Some(argument) = signature.arguments.first() {
        return Err(Problem::at(argument.name.span(), "a test has no arguments"));
    }
    if let Some(result) = &signature.result {
        return Err(Problem::at(result.span, "a test returns nothing; it fails when it panics"));
    }

    let mut code = Code::new();
    let item = code.place(item);
    let function = code.place(TokenTree::Ident(signature.name.clone()));
    let exported = format!("{}{}", PREFIX, signature.plain_name());
    signature.name = proc_macro::Ident::new(&exported, signature.name.span());
    code.push(format!("#[cfg_attr(not(target_arch = \"wasm32\"), test)] {item}"));
    code.push("#[doc(hidden)] const _: () = {");
    code.push(section::generated(&exported, &json::function(&signature)));
    code.push(format!("#[cfg(target_arch = \"wasm32\")] #[export_name = \"{exported}\"] extern \"C\" fn call() {{ {function}() }}"));
    code.push("};");
    Ok(code.finish())
}
