use proc_macro::{Group, Span, TokenStream, TokenTree};

use crate::code::Code;
use crate::cursor::Cursor;
use crate::problem::{Problem, Result};
use crate::signature::Signature;
use crate::types::{Kind, Style, Type};
use crate::{assertion, json, sdk, section};

/// An `extern "C"` block: functions of another module, or programs of the host.
pub struct Import {
    pub module: String,
    pub functions: Vec<ImportedFunction>,
}

pub struct ImportedFunction {
    attributes: TokenStream,
    visibility: TokenStream,
    /// The name at its provider, if it is another than here.
    pub link_name: Option<String>,
    pub signature: Signature,
}

impl Import {
    pub fn parse(attributes: &[(TokenTree, Group)], body: &Group) -> Result<Import> {
        let module = attributes.iter().find_map(|(_, group)| find_text(group, &["link"], "wasm_import_module")).ok_or_else(|| {
            Problem::at(
                Span::call_site(),
                "which module are these functions of? Add #[link(wasm_import_module = \"its name\")] below; \
                 for programs of the host the name is \"host\"",
            )
        })?;
        let mut cursor = Cursor::within(body);
        let mut functions = Vec::new();
        while !cursor.is_at_end() {
            functions.push(ImportedFunction::parse(&mut cursor)?);
        }
        Ok(Import { module, functions })
    }
}

impl ImportedFunction {
    fn parse(cursor: &mut Cursor) -> Result<ImportedFunction> {
        let mut kept = TokenStream::new();
        let mut link_name = None;
        for (mark, group) in cursor.take_attributes() {
            match find_text(&group, &[], "link_name") {
                Some(name) => link_name = Some(name),
                None => kept.extend([mark, TokenTree::Group(group)]),
            }
        }
        let visibility = cursor.take_visibility();
        let _ = cursor.take_word("safe") || cursor.take_word("unsafe");
        if !cursor.take_word("fn") {
            return Err(Problem::at(cursor.span(), "only functions can be imported"));
        }
        let signature = Signature::parse(cursor)?;
        cursor.expect_mark(';')?;
        match &signature.result {
            Some(result) if result.style != Style::ByValue => {
                Err(Problem::at(result.span, "what comes from another module is owned; return it by value"))
            }
            _ => Ok(ImportedFunction { attributes: kept, visibility, link_name, signature }),
        }
    }
}

/// The text of `key = "text"` in an attribute, perhaps within the brackets of `outer`.
fn find_text(attribute: &Group, outer: &[&str], key: &str) -> Option<String> {
    let mut cursor = Cursor::within(attribute);
    if let [first, rest @ ..] = outer {
        if !cursor.take_word(first) {
            return None;
        }
        let inner = cursor.take_group(proc_macro::Delimiter::Parenthesis)?;
        return find_text(&inner, rest, key);
    }
    while let Some(token) = cursor.next() {
        if token.to_string() == key && cursor.take_mark('=') {
            return cursor.next().map(|text| text.to_string().trim_matches('"').to_owned());
        }
    }
    None
}

/// Safe functions in the place of the block.
pub fn expand(import: &Import) -> TokenStream {
    let mut code = Code::new();
    for function in &import.functions {
        push_function(&mut code, import, function);
    }
    code.finish()
}

fn push_function(code: &mut Code, import: &Import, function: &ImportedFunction) {
    let abi = sdk::path();
    let signature = &function.signature;
    let name = signature.plain_name();
    code.push("#[doc(hidden)] const _: () = {");
    assertion::assert_records(code, signature.arguments.iter().map(|argument| &argument.ty).chain(&signature.result));
    let json = json::import(&import.module, function.link_name.as_deref(), signature);
    code.push(section::generated(&format!("{}__{}", import.module, name), &json));
    code.push("};");

    let mut raw = Vec::new();
    let mut lowered = Vec::new();
    let mut passed = Vec::new();
    let mut names = Vec::new();
    for (index, argument) in signature.arguments.iter().enumerate() {
        let ty = code.place(argument.ty.owned.clone());
        let value = code.place(TokenTree::Ident(argument.name.clone()));
        let is_owned = argument.ty.style == Style::ByValue;
        match argument.ty.kind {
            Kind::Number(_) => {
                raw.push(format!("raw_{index}: <{ty} as {abi}::Number>::Raw"));
                passed.push(format!("{abi}::Number::into_raw({}{value})", if is_owned { "" } else { "*" }));
            }
            Kind::Record(_) => {
                raw.push(format!("raw_{index}: i32"));
                passed.push(format!("{abi}::lower_record({}{value})", if is_owned { "&" } else { "" }));
            }
            _ => {
                raw.push(format!("raw_{index}: i32, raw_{index}_length: i32"));
                lowered.push(format!("let (raw_{index}, raw_{index}_length) = {abi}::lower_list(&{value});"));
                passed.push(format!("raw_{index}, raw_{index}_length"));
            }
        }
        names.push(format!("&{value}"));
    }

    let (output, lift) = match &signature.result {
        None => (String::new(), "raw_result".to_owned()),
        Some(Type { kind, owned, .. }) => {
            let ty = code.place(owned.clone());
            match kind {
                Kind::Number(_) => (
                    format!("-> <{ty} as {abi}::Number>::Raw"),
                    format!("<{ty} as {abi}::Number>::from_raw(raw_result)"),
                ),
                Kind::Record(_) => (String::new(), format!("{abi}::lift_record::<{ty}>({abi}::get_result_ptr() as i32)")),
                _ => (
                    String::new(),
                    format!("{abi}::lift_list::<{ty}>({abi}::get_result_ptr() as i32, {abi}::get_result_size() as i32)"),
                ),
            }
        }
    };

    let attributes = code.place(function.attributes.clone());
    let visibility = code.place(function.visibility.clone());
    let function_name = code.place(TokenTree::Ident(signature.name.clone()));
    let as_written = code.place(signature.as_written.clone());
    code.push(format!("{attributes} {visibility} fn {function_name} {as_written} {{"));
    code.push(format!(
        "#[cfg(target_arch = \"wasm32\")] unsafe {{
             #[link(wasm_import_module = \"{}\")]
             extern \"C\" {{ #[link_name = \"{}\"] fn raw_function({}) {}; }}
             {}
             let raw_result = raw_function({});
             {}
         }}",
        import.module,
        function.link_name.as_ref().unwrap_or(&name),
        raw.join(", "),
        output,
        lowered.join("\n"),
        passed.join(", "),
        lift
    ));
    code.push(format!(
        "#[cfg(not(target_arch = \"wasm32\"))] {{
             let _ = ({});
             ::std::panic!(\"{} is a function of the module {}, which is there only in Marine; test it with `fluence test`\");
         }} }}",
        names.join(", "),
        name,
        import.module
    ));
}
