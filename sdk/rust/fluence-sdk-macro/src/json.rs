//! The JSON of the generated sections.

use crate::signature::{plain, Argument, Signature};
use crate::types::{Kind, Style, Type};

pub fn function(signature: &Signature) -> String {
    format!(r#"{{"ast_type":"Function","signature":{}}}"#, signature_json(signature))
}

pub fn record<'a>(name: &str, fields: impl Iterator<Item = (String, &'a Type)>) -> String {
    let fields = fields.map(|(field, ty)| named(&field, ty));
    format!(
        r#"{{"ast_type":"Record","name":"{}","fields":{{"Named":[{}]}}}}"#,
        name,
        fields.collect::<Vec<_>>().join(",")
    )
}

pub fn import(module: &str, link_name: Option<&str>, signature: &Signature) -> String {
    let link_name = link_name.map_or("null".to_owned(), |name| format!(r#""{}""#, name));
    format!(
        r#"{{"ast_type":"ExternMod","namespace":"{}","imports":[{{"link_name":{},"signature":{}}}]}}"#,
        module,
        link_name,
        signature_json(signature)
    )
}

fn signature_json(signature: &Signature) -> String {
    let arguments = signature.arguments.iter().map(|Argument { name, ty }| named(&plain(name), ty));
    format!(
        r#"{{"name":"{}","arguments":[{}],"output_types":[{}]}}"#,
        signature.plain_name(),
        arguments.collect::<Vec<_>>().join(","),
        signature.result.as_ref().map_or(String::new(), type_json)
    )
}

fn named(name: &str, ty: &Type) -> String {
    format!(r#"{{"name":"{}","ty":{}}}"#, name, type_json(ty))
}

fn type_json(ty: &Type) -> String {
    let style = match ty.style {
        Style::ByValue => "ByValue",
        Style::ByRef => "ByRef",
        Style::ByMutRef => "ByMutRef",
    };
    match &ty.kind {
        Kind::Number(name) => format!(r#"{{"{}":"{}"}}"#, name, style),
        Kind::Str => format!(r#"{{"Utf8Str":"{}"}}"#, style),
        Kind::Text => format!(r#"{{"Utf8String":"{}"}}"#, style),
        Kind::Vector(inner) | Kind::Slice(inner) => format!(r#"{{"Vector":[{},"{}"]}}"#, type_json(inner), style),
        Kind::Record(name) => format!(r#"{{"Record":["{}","{}"]}}"#, name, style),
    }
}
