// Tests of a module, which `fluence test` runs in Marine, each in a fresh instance:
//
//     #include <fluence/test.hpp>
//     #include "greeting.hpp"
//
//     FLUENCE_TEST(greets_by_name) {
//         FLUENCE_CHECK_EQUAL("Hi, Ada", greeting("Ada"));
//     }
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "../fluence.hpp"

namespace fluence::detail {

template <class T>
std::string printed(const T& value) {
    if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        return '"' + std::string(std::string_view(value)) + '"';
    } else if constexpr (std::is_same_v<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (is_number<T> || std::is_same_v<T, char>) {
        return std::to_string(value);
    } else if constexpr (is_vector<T>) {
        std::string text = "[";
        for (const auto& item : value) {
            text += (text.size() > 1 ? ", " : "") + printed<typename T::value_type>(item);
        }
        return text + "]";
    } else if constexpr (is_record<T>) {
        std::string text = "{";
        record<T>::each(value, [&](const char* name, const auto& field) {
            text += (text.size() > 1 ? ", " : "") + std::string(name) + ": " + printed(field);
        });
        return text + "}";
    } else {
        return "a value";
    }
}

[[noreturn]] inline void fail(const char* file, int line, const std::string& problem) {
    std::fprintf(stderr, "%s:%d: %s\n", file, line, problem.c_str());
    std::fflush(stderr);
    __builtin_trap();
}

template <class Expected, class Actual>
void check_equal(const char* file, int line, const char* text, const Expected& expected, const Actual& actual) {
    if (!(actual == expected)) {
        fail(file, line, std::string(text) + " is " + printed(actual) + ", expected " + printed(expected));
    }
}

}  // namespace fluence::detail

/// A test; it fails when a check fails, or when it traps.
#define FLUENCE_TEST(name) \
    static void fluence_test_##name(); \
    void __marine_test__##name() { fluence_test_##name(); } \
    FLUENCE_EXPORT(__marine_test__##name) \
    static void fluence_test_##name()

/// Fails the test if a condition does not hold.
#define FLUENCE_CHECK(...) \
    do { \
        if (!(__VA_ARGS__)) { \
            ::fluence::detail::fail(__FILE__, __LINE__, "not true: " #__VA_ARGS__); \
        } \
    } while (false)

/// Fails the test, with both values, if a value is another than expected.
#define FLUENCE_CHECK_EQUAL(expected, ...) \
    ::fluence::detail::check_equal(__FILE__, __LINE__, #__VA_ARGS__, expected, __VA_ARGS__)
