use proc_macro::{Delimiter, Ident, TokenStream, TokenTree};

use crate::code::Code;
use crate::cursor::Cursor;
use crate::problem::{Problem, Result};
use crate::signature::plain;
use crate::types::{expect_comma_or_end, Style, Type};
use crate::{assertion, json, sdk, section};

/// A structure that can be passed.
pub struct Record {
    pub name: Ident,
    pub fields: Vec<Field>,
}

pub struct Field {
    pub name: Ident,
    pub ty: Type,
}

impl Record {
    /// Reads from the name on.
    pub fn parse(cursor: &mut Cursor) -> Result<Record> {
        let name = cursor.expect_ident("the structure's name")?;
        if cursor.is_mark('<') {
            return Err(Problem::at(cursor.span(), "structures with type parameters or lifetimes cannot be passed"));
        }
        let body = cursor
            .take_group(Delimiter::Brace)
            .ok_or_else(|| Problem::at(name.span(), "only structures with named fields can be passed"))?;
        let mut inside = Cursor::within(&body);
        let mut fields = Vec::new();
        while !inside.is_at_end() {
            fields.push(parse_field(&mut inside)?);
        }
        if fields.is_empty() {
            return Err(Problem::at(name.span(), "a structure that is passed needs at least one field"));
        }
        Ok(Record { name, fields })
    }
}

fn parse_field(cursor: &mut Cursor) -> Result<Field> {
    cursor.take_attributes();
    cursor.take_visibility();
    let name = cursor.expect_ident("a field's name")?;
    cursor.expect_mark(':')?;
    let ty = Type::parse(cursor)?;
    expect_comma_or_end(cursor)?;
    let reference = if ty.style == Style::ByValue { ty.find_inner_reference() } else { Some(ty.span) };
    match reference {
        Some(span) => Err(Problem::at(span, "a field of a structure that is passed cannot hold references")),
        None => Ok(Field { name, ty }),
    }
}

/// The structure, and beside it how it is passed.
pub fn expand(record: &Record, item: TokenStream) -> TokenStream {
    let mut code = Code::new();
    let abi = sdk::path();
    let item = code.place(item);
    code.push(item);
    code.push("#[doc(hidden)] const _: () = {");
    assertion::assert_records(&mut code, record.fields.iter().map(|field| &field.ty));
    let name = plain(&record.name);
    let fields = record.fields.iter().map(|field| (plain(&field.name), &field.ty));
    code.push(section::generated(&name, &json::record(&name, fields)));

    let name = code.place(TokenTree::Ident(record.name.clone()));
    let mut widths = Vec::new();
    let mut lowered = Vec::new();
    let mut lifted = Vec::new();
    for field in &record.fields {
        let ty = code.place(field.ty.owned.clone());
        let field = code.place(TokenTree::Ident(field.name.clone()));
        widths.push(format!("<{ty} as {abi}::Lower>::WIDTH"));
        lowered.push(format!("{abi}::Lower::lower(&self.{field}, slots);"));
        lifted.push(format!("{field}: slots.next::<{ty}>(),"));
    }
    code.push(format!(
        "impl {abi}::MarineRecord for {name} {{
             const SIZE: usize = {};
             fn lower_fields(&self, slots: &mut ::std::vec::Vec<u8>) {{ {} }}
             unsafe fn lift_fields(slots: *const u8) -> Self {{
                 let mut slots = {abi}::Slots::new(slots);
                 {name} {{ {} }}
             }}
         }}
         impl {abi}::Lower for {name} {{
             const WIDTH: usize = 4;
             fn lower(&self, slots: &mut ::std::vec::Vec<u8>) {{
                 slots.extend_from_slice(&{abi}::lower_record(self).to_le_bytes());
             }}
         }}
         impl {abi}::Lift for {name} {{
             const ALIGNMENT: usize = 4;
             unsafe fn lift(slot: *const u8) -> Self {{
                 {abi}::lift_record(i32::from_le_bytes((slot as *const [u8; 4]).read()))
             }}
         }}",
        widths.join(" + "),
        lowered.join("\n"),
        lifted.join("\n")
    ));
    code.push("};");
    code.finish()
}
