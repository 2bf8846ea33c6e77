// Writes services for Fluence peers in C++ (17 or later, clang for wasm32-wasi).
//
//     #include <fluence.hpp>
//
//     struct Greeting {
//         std::string text;
//         uint32_t length;
//     };
//     FLUENCE_RECORD(Greeting, text, length)
//
//     Greeting greet(const std::string& name) {
//         std::string text = "Hi, " + name;
//         return {text, static_cast<uint32_t>(text.size())};
//     }
//     FLUENCE_EXPORT(greet, name)
//
//     FLUENCE_IMPORT("storage", put, bool(std::string, std::vector<uint8_t>), key, value)
//
// Types: bool, integers of 8 to 64 bits, float, double, std::string, std::vector of them, and records, nested as deep as wanted.
// Arguments may be const references, and std::string_view. `fluence build` compiles the module and completes it.
#pragma once

#include "fluence/abi.hpp"
#include "fluence/call.hpp"
#include "fluence/host.hpp"
#include "fluence/json.hpp"
#include "fluence/macros.hpp"
#include "fluence/records.hpp"
#include "fluence/values.hpp"
