use proc_macro::Literal;

/// The source of a static that becomes a custom section of the module. Sections of the same name would be joined by the linker.
pub fn generated(name: &str, json: &str) -> String {
    format!(
        "#[cfg(target_arch = \"wasm32\")] #[doc(hidden)] #[link_section = \"__m_generated_section__{name}\"] \
         pub static __FLUENCE_SECTION: [u8; {length}] = *{bytes};",
        name = name,
        length = json.len(),
        bytes = Literal::byte_string(json.as_bytes())
    )
}
