// What a module says about itself. All stand outside of namespaces.
#pragma once

#include "call.hpp"
#include "json.hpp"

// Applies a macro to each of many arguments.
#define FLUENCE_DETAIL_PARENS ()
#define FLUENCE_DETAIL_EXPAND(...) FLUENCE_DETAIL_EXPAND3(FLUENCE_DETAIL_EXPAND3(FLUENCE_DETAIL_EXPAND3(__VA_ARGS__)))
#define FLUENCE_DETAIL_EXPAND3(...) FLUENCE_DETAIL_EXPAND2(FLUENCE_DETAIL_EXPAND2(FLUENCE_DETAIL_EXPAND2(__VA_ARGS__)))
#define FLUENCE_DETAIL_EXPAND2(...) FLUENCE_DETAIL_EXPAND1(FLUENCE_DETAIL_EXPAND1(FLUENCE_DETAIL_EXPAND1(__VA_ARGS__)))
#define FLUENCE_DETAIL_EXPAND1(...) __VA_ARGS__
#define FLUENCE_DETAIL_EACH(macro, with, ...) \
    __VA_OPT__(FLUENCE_DETAIL_EXPAND(FLUENCE_DETAIL_EACH_STEP(macro, with, __VA_ARGS__)))
#define FLUENCE_DETAIL_EACH_STEP(macro, with, first, ...) \
    macro(with, first) __VA_OPT__(FLUENCE_DETAIL_EACH_AGAIN FLUENCE_DETAIL_PARENS(macro, with, __VA_ARGS__))
#define FLUENCE_DETAIL_EACH_AGAIN() FLUENCE_DETAIL_EACH_STEP

#define FLUENCE_DETAIL_JOIN(first, second) FLUENCE_DETAIL_JOIN_EXPANDED(first, second)
#define FLUENCE_DETAIL_JOIN_EXPANDED(first, second) first##second
#define FLUENCE_DETAIL_NAME(with, name) #name,
#define FLUENCE_DETAIL_NAMES(...) {FLUENCE_DETAIL_EACH(FLUENCE_DETAIL_NAME, , __VA_ARGS__) ""}
#define FLUENCE_DETAIL_VISIT(record, field) visit(#field, record.field);
#define FLUENCE_DETAIL_VISIT_TYPE(type, field) visit(::fluence::detail::type_of<decltype(type::field)>{}, #field);

// A description in the data segment that `fluence build` reads.
#define FLUENCE_DETAIL_SECTION(description) \
    [[gnu::used, gnu::section("__m_generated")]] static constexpr auto FLUENCE_DETAIL_JOIN(fluence_section_, __COUNTER__) = \
        ::fluence::detail::render<description>();

/// Makes a struct passable: FLUENCE_RECORD(Post, title, votes). All fields that are passed are named, in their order.
#define FLUENCE_RECORD(type, ...) \
    template <> \
    struct fluence::detail::record<type> { \
        static constexpr const char* name = #type; \
        template <class Value, class Visit> \
        static constexpr void each(Value& value, Visit visit) { \
            FLUENCE_DETAIL_EACH(FLUENCE_DETAIL_VISIT, value, __VA_ARGS__) \
        } \
        template <class Visit> \
        static constexpr void each_type(Visit visit) { \
            FLUENCE_DETAIL_EACH(FLUENCE_DETAIL_VISIT_TYPE, type, __VA_ARGS__) \
        } \
    };

/// Makes a function callable from outside: FLUENCE_EXPORT(greet, name), with the names of its arguments.
#define FLUENCE_EXPORT(function, ...) FLUENCE_EXPORT_AS(function, function __VA_OPT__(, ) __VA_ARGS__)

/// The same with another name outside, or for a function in a namespace: FLUENCE_EXPORT_AS(greet, greetings::greet, name).
#define FLUENCE_EXPORT_AS(exported_name, function, ...) \
    struct fluence_describe_##exported_name { \
        static constexpr void write(::fluence::detail::json_writer& json) { \
            constexpr ::std::string_view names[] = FLUENCE_DETAIL_NAMES(__VA_ARGS__); \
            json.raw("{\"ast_type\":\"Function\",\"signature\":"); \
            ::fluence::detail::signature_description<decltype(function)>::write(json, #exported_name, names); \
            json.put('}'); \
        } \
    }; \
    FLUENCE_DETAIL_SECTION(fluence_describe_##exported_name) \
    template <class Raw> \
    struct fluence_export_##exported_name; \
    template <class Result, class... Raw> \
    struct fluence_export_##exported_name<Result(Raw...)> { \
        [[gnu::used, clang::export_name(#exported_name)]] static Result call(Raw... raw) { \
            return ::fluence::detail::exported<&function, decltype(function)>::call(raw...); \
        } \
    }; \
    template struct fluence_export_##exported_name<::fluence::detail::raw_function<decltype(function)>>;

/// A function of another module of the service: FLUENCE_IMPORT("storage", put, bool(std::string, int32_t), key, value).
#define FLUENCE_IMPORT(module, function, signature, ...) \
    FLUENCE_IMPORT_AS(module, #function, function, signature __VA_OPT__(, ) __VA_ARGS__)

/// The same with another name there than here.
#define FLUENCE_IMPORT_AS(module, link_name, function, signature, ...) \
    struct fluence_describe_import_##function { \
        static constexpr void write(::fluence::detail::json_writer& json) { \
            constexpr ::std::string_view names[] = FLUENCE_DETAIL_NAMES(__VA_ARGS__); \
            json.raw("{\"ast_type\":\"ExternMod\",\"namespace\":"); \
            json.text(module); \
            json.raw(",\"imports\":[{\"link_name\":"); \
            json.text(link_name); \
            json.raw(",\"signature\":"); \
            ::fluence::detail::signature_description<signature>::write(json, #function, names); \
            json.raw("}]}"); \
        } \
    }; \
    FLUENCE_DETAIL_SECTION(fluence_describe_import_##function) \
    extern "C" __attribute__((import_module(module), import_name(link_name))) ::fluence::detail::raw_function<signature> \
        fluence_import_##function; \
    inline constexpr ::fluence::detail::imported<signature, fluence_import_##function> function{};

/// A program of the host that the service's configuration mounts: FLUENCE_MOUNTED_BINARY(curl), called as curl({"-s", url}).
#define FLUENCE_MOUNTED_BINARY(program) \
    FLUENCE_IMPORT("host", program, ::fluence::MountedBinaryResult(::std::vector<::std::string>), arguments)

/// What the module says about itself: FLUENCE_MANIFEST("authors", "1.0.0", "what it does", "where its sources are").
#define FLUENCE_MANIFEST(authors, version, description, repository) \
    struct fluence_describe_manifest { \
        static constexpr void write(::fluence::detail::json_writer& json) { \
            json.raw("{\"ast_type\":\"Manifest\",\"authors\":"); \
            json.text(authors); \
            json.raw(",\"version\":"); \
            json.text(version); \
            json.raw(",\"description\":"); \
            json.text(description); \
            json.raw(",\"repository\":"); \
            json.text(repository); \
            json.put('}'); \
        } \
    }; \
    FLUENCE_DETAIL_SECTION(fluence_describe_manifest)
