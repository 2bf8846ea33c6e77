// The description of functions and records as JSON, made by the compiler. It lies in a data segment of its own, out of which
// `fluence build` takes it.
#pragma once

#include <cstddef>
#include <string_view>

#include "values.hpp"

namespace fluence::detail {

// Counts characters while there is no room for them.
struct json_writer {
    char* output = nullptr;
    size_t length = 0;

    constexpr void put(char character) {
        if (output != nullptr) {
            output[length] = character;
        }
        length++;
    }

    constexpr void raw(std::string_view text) {
        for (char character : text) {
            put(character);
        }
    }

    constexpr void text(std::string_view value) {
        put('"');
        for (char character : value) {
            if (character == '"' || character == '\\') {
                put('\\');
            }
            put(character);
        }
        put('"');
    }
};

template <size_t Length>
struct json_text {
    char characters[Length + 1];
};

template <class Description>
constexpr size_t json_length() {
    json_writer writer;
    Description::write(writer);
    return writer.length;
}

template <class Description>
constexpr auto render() {
    json_text<json_length<Description>()> text{};
    json_writer writer{text.characters, 0};
    Description::write(writer);
    return text;
}

// The last part of a name with namespaces.
constexpr std::string_view plain_name(std::string_view name) {
    size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

template <class T>
constexpr std::string_view number_name() {
    if constexpr (std::is_same_v<T, bool>) {
        return "Boolean";
    } else if constexpr (std::is_floating_point_v<T>) {
        return sizeof(T) == 4 ? "F32" : "F64";
    } else {
        constexpr std::string_view names[] = {"U8", "U16", "U32", "U64", "I8", "I16", "I32", "I64"};
        constexpr int size = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
        return names[size + (std::is_signed_v<T> ? 4 : 0)];
    }
}

template <class Passed>
constexpr void write_type(json_writer& json) {
    using T = std::remove_cv_t<std::remove_reference_t<Passed>>;
    check_type<T>();
    constexpr std::string_view style = std::is_reference_v<Passed> ? "ByRef" : "ByValue";
    json.put('{');
    if constexpr (is_vector<T>) {
        json.raw("\"Vector\":[");
        write_type<typename T::value_type>(json);
        json.put(',');
        json.text(style);
        json.put(']');
    } else if constexpr (is_record<T>) {
        json.raw("\"Record\":[");
        json.text(plain_name(record<T>::name));
        json.put(',');
        json.text(style);
        json.put(']');
    } else {
        json.text(is_text<T> ? std::string_view("Utf8String") : number_name<T>());
        json.put(':');
        json.text(style);
    }
    json.put('}');
}

template <class T>
constexpr void write_named(json_writer& json, std::string_view name, bool is_first) {
    json.raw(is_first ? "{\"name\":" : ",{\"name\":");
    json.text(name);
    json.raw(",\"ty\":");
    write_type<T>(json);
    json.put('}');
}

template <class T>
struct record_description {
    static constexpr void write(json_writer& json) {
        json.raw("{\"ast_type\":\"Record\",\"name\":");
        json.text(plain_name(record<T>::name));
        json.raw(",\"fields\":{\"Named\":[");
        bool is_first = true;
        record<T>::each_type([&](auto field, std::string_view name) {
            write_named<typename decltype(field)::type>(json, name, is_first);
            is_first = false;
        });
        json.raw("]}}");
    }
};

// Stands for a type where only a value can stand.
template <class T>
struct type_of {
    using type = T;
};

// The description of a record lies in the module if a function mentions the record.
template <class T>
struct record_section {
    [[gnu::used, gnu::section("__m_generated")]] static constexpr auto json = render<record_description<T>>();
};

template <class T>
void mention() {
    if constexpr (is_vector<T>) {
        mention<typename T::value_type>();
    } else if constexpr (is_record<T>) {
        static_cast<void>(&record_section<T>::json);
        record<T>::each_type([](auto field, std::string_view) { mention<typename decltype(field)::type>(); });
    }
}

template <class Signature>
struct signature_description;

template <class Result, class... Arguments>
struct signature_description<Result(Arguments...)> {
    template <size_t Count>
    static constexpr void write(json_writer& json, std::string_view name, const std::string_view (&names)[Count]) {
        static_assert(Count == sizeof...(Arguments) + 1, "give as many names as the function has arguments");
        json.raw("{\"name\":");
        json.text(name);
        json.raw(",\"arguments\":[");
        [[maybe_unused]] size_t index = 0;
        ((write_named<Arguments>(json, names[index], index == 0), index++), ...);
        json.raw("],\"output_types\":[");
        if constexpr (!std::is_void_v<Result>) {
            static_assert(!std::is_reference_v<Result>, "return a value, not a reference");
            write_type<Result>(json);
        }
        json.raw("]}");
    }
};

}  // namespace fluence::detail
