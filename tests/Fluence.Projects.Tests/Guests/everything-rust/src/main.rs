use fluence_sdk::{call_parameters, info, marine, module_manifest, CallParameters};

module_manifest!();

fn main() {}

#[marine]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inner {
    pub name: String,
    pub flags: Vec<bool>,
}

#[marine]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outer {
    pub yes: bool,
    pub a: i8,
    pub b: i16,
    pub c: i32,
    pub d: i64,
    pub e: u8,
    pub f: u16,
    pub g: u32,
    pub h: u64,
    pub i: f32,
    pub j: f64,
    pub text: String,
    pub bytes: Vec<u8>,
    pub inner: Inner,
    pub inners: Vec<Inner>,
    pub nested: Vec<Vec<String>>,
}

#[marine]
pub fn numbers(yes: bool, a: i8, b: i16, c: i32, d: i64, e: u8, f: u16, g: u32, h: u64, i: f32, j: f64) -> String {
    format!("{} {} {} {} {} {} {} {} {} {} {}", yes, a, b, c, d, e, f, g, h, i, j)
}

#[marine]
pub fn negate(yes: bool) -> bool {
    !yes
}

#[marine]
pub fn same_i8(value: i8) -> i8 {
    value
}

#[marine]
pub fn same_i64(value: i64) -> i64 {
    value
}

#[marine]
pub fn same_u16(value: &u16) -> u16 {
    *value
}

#[marine]
pub fn same_f64(value: f64) -> f64 {
    value
}

#[marine]
pub fn same_text(value: String) -> String {
    value
}

#[marine]
pub fn first_word<'a>(value: &'a str) -> &'a str {
    value.split(' ').next().unwrap_or_default()
}

#[marine]
pub fn literal() -> &'static str {
    "always the same"
}

#[marine]
pub fn reversed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().rev().copied().collect()
}

#[marine]
pub fn same_outer(value: Outer) -> Outer {
    value
}

#[marine]
pub fn inner_of(value: &Outer) -> &Inner {
    &value.inner
}

#[marine]
pub fn grow(value: &mut Inner) -> Inner {
    value.flags.push(true);
    value.clone()
}

#[marine]
pub fn same_outers(value: Vec<Outer>) -> Vec<Outer> {
    value
}

#[marine]
pub fn same_deep(value: Vec<Vec<Vec<i64>>>) -> Vec<Vec<Vec<i64>>> {
    value
}

#[marine]
pub fn same_bools(value: Vec<bool>) -> Vec<bool> {
    value
}

#[marine]
pub fn sum(values: &[f32]) -> f32 {
    values.iter().sum()
}

#[marine]
pub fn nothing() {}

#[marine]
pub fn log(text: &str) {
    info!("{}", text);
}

#[marine]
pub fn parameters() -> CallParameters {
    call_parameters()
}

#[marine]
pub fn fail(text: &str) {
    panic!("{}", text);
}
