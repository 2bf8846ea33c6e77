#[cfg(all(target_arch = "wasm32", not(feature = "no-explicit-ctors-call")))]
extern "C" {
    fn __wasm_call_ctors();
}

/// Runs the constructors once, when the host loads the module. Without this call the linker would wrap it into every exported function.
#[cfg(all(target_arch = "wasm32", not(feature = "no-explicit-ctors-call")))]
#[no_mangle]
unsafe extern "C" fn _initialize() {
    __wasm_call_ctors();
}
