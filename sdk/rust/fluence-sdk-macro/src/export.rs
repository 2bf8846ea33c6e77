use proc_macro::TokenStream;

use crate::code::Code;
use crate::problem::{Problem, Result};
use crate::signature::Signature;
use crate::types::{Kind, Style, Type};
use crate::{assertion, json, sdk, section};

/// What arguments cannot be that come from outside.
pub fn check(signature: &Signature) -> Result<()> {
    for argument in &signature.arguments {
        if let Some(span) = argument.ty.find_inner_reference() {
            return Err(Problem::at(span, "a vector that comes from outside cannot hold references"));
        }
    }
    Ok(())
}

/// The function, and beside it what the host calls.
pub fn expand(signature: &Signature, item: TokenStream) -> TokenStream {
    let mut code = Code::new();
    let item = code.place(item);
    code.push(item);
    code.push("#[doc(hidden)] const _: () = {");
    assertion::assert_records(&mut code, signature.arguments.iter().map(|argument| &argument.ty).chain(&signature.result));
    code.push(section::generated(&signature.plain_name(), &json::function(signature)));
    push_wrapper(&mut code, signature);
    code.push("};");
    code.finish()
}

fn push_wrapper(code: &mut Code, signature: &Signature) {
    let abi = sdk::path();
    let mut raw = Vec::new();
    let mut lifted = Vec::new();
    let mut passed = Vec::new();
    for (index, argument) in signature.arguments.iter().enumerate() {
        let owned = code.place(argument.ty.owned.clone());
        let lift = match argument.ty.kind {
            Kind::Number(_) => {
                raw.push(format!("raw_{index}: <{owned} as {abi}::Number>::Raw"));
                format!("<{owned} as {abi}::Number>::from_raw(raw_{index})")
            }
            Kind::Record(_) => {
                raw.push(format!("raw_{index}: i32"));
                format!("{abi}::lift_record::<{owned}>(raw_{index})")
            }
            _ => {
                raw.push(format!("raw_{index}: i32, raw_{index}_length: i32"));
                format!("{abi}::lift_list::<{owned}>(raw_{index}, raw_{index}_length)")
            }
        };
        let mutable = if argument.ty.style == Style::ByMutRef { "mut " } else { "" };
        lifted.push(format!("let {mutable}argument_{index} = {lift};"));
        passed.push(match argument.ty.style {
            Style::ByValue => format!("argument_{index}"),
            Style::ByRef => format!("&argument_{index}"),
            Style::ByMutRef => format!("&mut argument_{index}"),
        });
    }

    let output = match &signature.result {
        Some(Type { kind: Kind::Number(_), owned, .. }) => {
            let owned = code.place(owned.clone());
            format!("-> <{owned} as {abi}::Number>::Raw")
        }
        _ => String::new(),
    };
    let function = code.place(proc_macro::TokenTree::Ident(signature.name.clone()));
    code.push(format!("#[cfg(target_arch = \"wasm32\")] #[export_name = \"{}\"]", signature.plain_name()));
    code.push(format!("unsafe extern \"C\" fn __fluence_call({}) {} {{", raw.join(", "), output));
    code.push(lifted.join("\n"));
    code.push(format!("let result = {function}({});", passed.join(", ")));
    if let Some(result) = &signature.result {
        push_result(code, signature, result);
    }
    code.push("}");
}

fn push_result(code: &mut Code, signature: &Signature, result: &Type) {
    let abi = sdk::path();
    let is_owned = result.style == Style::ByValue;
    match result.kind {
        Kind::Number(_) => return code.push(format!("{abi}::Number::into_raw({}result)", if is_owned { "" } else { "*" })),
        Kind::Record(_) => code.push(format!("let address = {abi}::lower_record({}result);", if is_owned { "&" } else { "" })),
        _ => {
            code.push(format!("let (address, length) = {abi}::lower_list(&result);"));
            code.push(format!("{abi}::set_result_size(length as usize);"));
        }
    }
    code.push(format!("{abi}::set_result_ptr(address as usize);"));
    if is_owned {
        return code.push(format!("{abi}::keep(result);"));
    }

    // what a reference points to is one of the arguments, or lives for ever
    for (index, argument) in signature.arguments.iter().enumerate() {
        if argument.ty.style != Style::ByValue {
            code.push(format!("{abi}::keep(argument_{index});"));
        }
    }
}
