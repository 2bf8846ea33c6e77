// The six functions with which a module lends its memory to the host, and what is kept until the host has read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace fluence::detail {

// A value that the host still reads. The values form a list, so that keeping one needs one allocation.
struct kept {
    kept* next = nullptr;

    kept() = default;
    kept(const kept&) = delete;
    kept& operator=(const kept&) = delete;
    virtual ~kept() = default;
};

template <class T>
struct kept_value final : kept {
    T value;

    explicit kept_value(T&& from) : value(std::move(from)) {}
};

inline kept* first_kept = nullptr;
inline uint32_t result_address = 0;
inline uint32_t result_size = 0;

// Moves a value to where it lives until the host calls release_objects.
template <class T>
T& keep(T&& value) {
    auto* node = new kept_value<T>(std::move(value));
    node->next = first_kept;
    first_kept = node;
    return node->value;
}

inline void set_result(uint32_t address, uint32_t size) {
    result_address = address;
    result_size = size;
}

template <class T>
uint32_t address_of(const T* pointer) {
    return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pointer));
}

template <class T = uint8_t>
T* pointer_to(uint32_t address) {
    return reinterpret_cast<T*>(static_cast<uintptr_t>(address));
}

}  // namespace fluence::detail

extern "C" {

// The first argument counts bytes; the second is the tag of the type of elements, the last of which is 10.
[[gnu::used, clang::export_name("allocate")]] inline uint32_t fluence_allocate(uint32_t bytes, uint32_t tag) {
    if (bytes == 0 || tag > 10) {
        return 0;
    }
    void* memory = std::malloc(bytes);
    if (memory == nullptr) {
        __builtin_trap();
    }
    return fluence::detail::address_of(static_cast<uint8_t*>(memory));
}

[[gnu::used, clang::export_name("release_objects")]] inline void fluence_release_objects() {
    // a destructor may keep other values, which then belong to the next release
    auto* node = std::exchange(fluence::detail::first_kept, nullptr);
    while (node != nullptr) {
        delete std::exchange(node, node->next);
    }
}

[[gnu::used, clang::export_name("get_result_ptr")]] inline uint32_t fluence_get_result_ptr() {
    return fluence::detail::result_address;
}

[[gnu::used, clang::export_name("get_result_size")]] inline uint32_t fluence_get_result_size() {
    return fluence::detail::result_size;
}

[[gnu::used, clang::export_name("set_result_ptr")]] inline void fluence_set_result_ptr(uint32_t address) {
    fluence::detail::result_address = address;
}

[[gnu::used, clang::export_name("set_result_size")]] inline void fluence_set_result_size(uint32_t size) {
    fluence::detail::result_size = size;
}

}  // extern "C"
