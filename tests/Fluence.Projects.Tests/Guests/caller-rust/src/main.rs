use marine_rs_sdk::{marine, module_manifest, MountedBinaryResult};

module_manifest!();

fn main() {}

#[marine]
#[derive(Clone, Debug, Default)]
pub struct Inner {
    pub name: String,
    pub flags: Vec<bool>,
}

#[marine]
#[link(wasm_import_module = "everything")]
extern "C" {
    fn negate(yes: bool) -> bool;
    fn same_i64(value: i64) -> i64;
    fn same_f64(value: f64) -> f64;
    fn first_word(value: &str) -> String;
    fn reversed(bytes: &[u8]) -> Vec<u8>;
    fn grow(value: &Inner) -> Inner;
    fn same_deep(value: Vec<Vec<Vec<i64>>>) -> Vec<Vec<Vec<i64>>>;
    fn nothing();
    #[link_name = "sum"]
    fn sum_of(values: &[f32]) -> f32;
}

#[marine]
#[link(wasm_import_module = "host")]
extern "C" {
    fn echo(arguments: Vec<&str>) -> MountedBinaryResult;
}

#[marine]
pub fn call_all(inner: Inner) -> String {
    nothing();
    let grown = grow(&grow(&inner));
    format!(
        "{} {} {} {} {:?} {} {:?} {:?} {}",
        negate(true), same_i64(-7), same_f64(0.5), first_word("one two"), reversed(&[1, 2, 3]), grown.name, grown.flags,
        same_deep(vec![vec![], vec![vec![1, -2]]]), sum_of(&[1.5, 2.0])
    )
}

#[marine]
pub fn run(text: &str) -> MountedBinaryResult {
    echo(vec!["-n", text])
}
