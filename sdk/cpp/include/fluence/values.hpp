// How values lie in memory: in slots, little-endian and without gaps.
#pragma once

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "abi.hpp"
#include "records.hpp"

namespace fluence::detail {

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <class T>
inline constexpr bool is_text = std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>;

template <class T>
constexpr bool find_is_number() {
    if constexpr (std::is_integral_v<T>) {
        return sizeof(T) <= 8 && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t>;
    } else {
        return std::is_same_v<T, float> || std::is_same_v<T, double>;
    }
}

template <class T>
inline constexpr bool is_number = find_is_number<T>();

template <class T>
inline constexpr bool is_list = is_text<T> || is_vector<T>;

// A type that can be passed; the message of a failed check names the type.
template <class T>
constexpr void check_type() {
    static_assert(is_number<T> || is_list<T> || is_record<T>,
                  "this type cannot be passed: use bool, integers, float, double, std::string, std::vector, "
                  "or a struct with FLUENCE_RECORD");
}

// The bytes of a slot: an address and a length for lists, an address for records.
template <class T>
inline constexpr uint32_t width = is_list<T> ? 8 : is_record<T> ? 4 : sizeof(T);

struct list_slot {
    uint32_t address;
    uint32_t length;
};

template <class T>
list_slot lower_list(const T& list);
template <class T>
uint32_t lower_record(const T& value);
template <class T>
T lift_list(list_slot slot);
template <class T>
T lift_record(uint32_t address);

template <class T>
void lower(const T& value, uint8_t* slot) {
    check_type<T>();
    if constexpr (is_list<T>) {
        list_slot pair = lower_list(value);
        std::memcpy(slot, &pair, sizeof pair);
    } else if constexpr (is_record<T>) {
        uint32_t address = lower_record(value);
        std::memcpy(slot, &address, sizeof address);
    } else {
        std::memcpy(slot, &value, sizeof value);
    }
}

template <class T>
T lift(const uint8_t* slot) {
    check_type<T>();
    if constexpr (is_list<T>) {
        list_slot pair;
        std::memcpy(&pair, slot, sizeof pair);
        return lift_list<T>(pair);
    } else if constexpr (is_record<T>) {
        uint32_t address;
        std::memcpy(&address, slot, sizeof address);
        return lift_record<T>(address);
    } else if constexpr (std::is_same_v<T, bool>) {
        return *slot != 0;
    } else {
        T value;
        std::memcpy(&value, slot, sizeof value);
        return value;
    }
}

// A list keeps no buffer of its own where its elements lie in memory as the host expects them.
template <class T>
list_slot lower_list(const T& list) {
    auto length = static_cast<uint32_t>(list.size());
    if (length == 0) {
        return {0, 0};
    }
    if constexpr (is_text<T>) {
        return {address_of(list.data()), length};
    } else {
        using element = typename T::value_type;
        if constexpr (is_number<element> && !std::is_same_v<element, bool>) {
            return {address_of(list.data()), length};
        } else {
            std::vector<uint8_t> slots(length * width<element>);
            for (uint32_t index = 0; index < length; index++) {
                lower<element>(list[index], slots.data() + index * width<element>);
            }
            return {address_of(keep(std::move(slots)).data()), length};
        }
    }
}

template <class T>
uint32_t lower_record(const T& value) {
    uint32_t size = 0;
    record<T>::each(value, [&](const char*, const auto& field) { size += width<std::decay_t<decltype(field)>>; });
    std::vector<uint8_t> slots(size);
    uint8_t* slot = slots.data();
    record<T>::each(value, [&](const char*, const auto& field) {
        lower(field, slot);
        slot += width<std::decay_t<decltype(field)>>;
    });
    return address_of(keep(std::move(slots)).data());
}

// What the host has passed in belongs to the module: it is copied, and the host's buffer is freed.
template <class T>
T lift_list(list_slot slot) {
    if (slot.length == 0) {
        return {};
    }
    auto* memory = pointer_to(slot.address);
    T list;
    if constexpr (is_text<T>) {
        list.assign(reinterpret_cast<const char*>(memory), slot.length);
    } else {
        using element = typename T::value_type;
        list.reserve(slot.length);
        for (uint32_t index = 0; index < slot.length; index++) {
            list.push_back(lift<element>(memory + index * width<element>));
        }
    }
    std::free(memory);
    return list;
}

template <class T>
T lift_record(uint32_t address) {
    auto* memory = pointer_to(address);
    const uint8_t* slot = memory;
    T value{};
    record<T>::each(value, [&](const char*, auto& field) {
        using type = std::decay_t<decltype(field)>;
        field = lift<type>(slot);
        slot += width<type>;
    });
    std::free(memory);
    return value;
}

}  // namespace fluence::detail
