// What the host offers: who calls, its log, its programs.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "macros.hpp"

namespace fluence {

/// Where a value comes from: the result of a function of a service on a peer, and which part of it.
struct SecurityTetraplet {
    std::string peer_pk;
    std::string service_id;
    std::string function_name;
    std::string lens;
};

/// A particle; times are in milliseconds, the timestamp since 1970.
struct ParticleParameters {
    std::string id;
    std::string init_peer_id;
    uint64_t timestamp;
    uint32_t ttl;
    std::string script;
    std::vector<uint8_t> signature;
    std::string token;
};

/// Who calls, on whose behalf, and for each argument where it and its parts come from.
struct CallParameters {
    ParticleParameters particle;
    std::string service_id;
    std::string service_creator_peer_id;
    std::string host_id;
    std::string worker_id;
    std::vector<std::vector<SecurityTetraplet>> tetraplets;
};

/// What a program of the host has done. The exit code is 100000 if a signal ended it, and 100001 if it could not be started.
struct MountedBinaryResult {
    int32_t ret_code;
    std::string error;
    std::vector<uint8_t> stdout_bytes;
    std::vector<uint8_t> stderr_bytes;

    bool is_success() const { return ret_code == 0; }
    std::string output() const { return {stdout_bytes.begin(), stdout_bytes.end()}; }
    std::string errors() const { return {stderr_bytes.begin(), stderr_bytes.end()}; }
};

/// How important a line of the log is.
enum class Level : int32_t { error = 1, warn = 2, info = 3, debug = 4, trace = 5 };

}  // namespace fluence

FLUENCE_RECORD(fluence::SecurityTetraplet, peer_pk, service_id, function_name, lens)
FLUENCE_RECORD(fluence::ParticleParameters, id, init_peer_id, timestamp, ttl, script, signature, token)
FLUENCE_RECORD(fluence::CallParameters, particle, service_id, service_creator_peer_id, host_id, worker_id, tetraplets)

// written out, because the names of two fields are macros in C
template <>
struct fluence::detail::record<fluence::MountedBinaryResult> {
    static constexpr const char* name = "MountedBinaryResult";

    template <class Value, class Visit>
    static constexpr void each(Value& value, Visit visit) {
        visit("ret_code", value.ret_code);
        visit("error", value.error);
        visit("stdout", value.stdout_bytes);
        visit("stderr", value.stderr_bytes);
    }

    template <class Visit>
    static constexpr void each_type(Visit visit) {
        visit(type_of<int32_t>{}, "ret_code");
        visit(type_of<std::string>{}, "error");
        visit(type_of<std::vector<uint8_t>>{}, "stdout");
        visit(type_of<std::vector<uint8_t>>{}, "stderr");
    }
};

extern "C" {
__attribute__((import_module("__marine_host_api_v3"), import_name("get_call_parameters"))) void fluence_get_call_parameters();
__attribute__((import_module("__marine_host_api_v3"), import_name("log_utf8_string"))) void fluence_log(
    int32_t level, int32_t target, const char* text, size_t length);
}

namespace fluence {

namespace detail {

inline Level most_verbose() {
    const char* wanted = std::getenv("WASM_LOG");
    std::string_view name = wanted == nullptr ? "" : wanted;
    return name == "error" ? Level::error
         : name == "warn"  ? Level::warn
         : name == "debug" ? Level::debug
         : name == "trace" ? Level::trace
                           : Level::info;
}

}  // namespace detail

/// Asks the host for the parameters of the current call.
inline CallParameters call_parameters() {
    fluence_get_call_parameters();
    return detail::lift_record<CallParameters>(detail::result_address);
}

/// Writes a line to the log of the peer. A target is a bit of the mask with which the service's configuration chooses what is
/// written; lines of target 0 are always written. The environment variable WASM_LOG says up to which level, else up to info.
inline void log(Level level, std::string_view text, int32_t target = 0) {
    static const Level most = detail::most_verbose();
    if (level <= most) {
        fluence_log(static_cast<int32_t>(level), target, text.data(), text.size());
    }
}

inline void log_error(std::string_view text) { log(Level::error, text); }
inline void log_warn(std::string_view text) { log(Level::warn, text); }
inline void log_info(std::string_view text) { log(Level::info, text); }
inline void log_debug(std::string_view text) { log(Level::debug, text); }
inline void log_trace(std::string_view text) { log(Level::trace, text); }

}  // namespace fluence
