// Calls from and to the host: which Wasm values stand for a function's arguments, and how they become C++ values.
#pragma once

#include <string>
#include <tuple>
#include <utility>

#include "json.hpp"
#include "values.hpp"

namespace fluence::detail {

// What an argument is held in while the function runs.
template <class Passed>
using held = std::conditional_t<std::is_same_v<std::remove_cv_t<std::remove_reference_t<Passed>>, std::string_view>, std::string,
                                std::remove_cv_t<std::remove_reference_t<Passed>>>;

template <class T>
using raw_number =
    std::conditional_t<std::is_floating_point_v<T>, T, std::conditional_t<sizeof(T) == 8, int64_t, int32_t>>;

template <class T, class = void>
struct raw_values {
    using type = std::tuple<raw_number<T>>;
};

template <class T>
struct raw_values<T, std::enable_if_t<is_list<T>>> {
    using type = std::tuple<int32_t, int32_t>;
};

template <class T>
struct raw_values<T, std::enable_if_t<is_record<T>>> {
    using type = std::tuple<int32_t>;
};

template <class Tuple>
struct raw_function_of;

template <class... Raw>
struct raw_function_of<std::tuple<Raw...>> {
    template <class Result>
    using type = Result(Raw...);
};

template <class Result, class = void>
struct raw_result {
    using type = void;
};

template <class Result>
struct raw_result<Result, std::enable_if_t<is_number<Result>>> {
    using type = raw_number<Result>;
};

template <class Signature>
struct function_traits;

template <class Result, class... Arguments>
struct function_traits<Result(Arguments...)> {
    using raw_arguments = decltype(std::tuple_cat(std::declval<typename raw_values<held<Arguments>>::type>()...));
    using raw = typename raw_function_of<raw_arguments>::template type<typename raw_result<Result>::type>;

    template <size_t Index>
    static constexpr size_t offset() {
        constexpr size_t sizes[] = {std::tuple_size_v<typename raw_values<held<Arguments>>::type>..., 0};
        size_t sum = 0;
        for (size_t before = 0; before < Index; before++) {
            sum += sizes[before];
        }
        return sum;
    }
};

template <class Signature>
using raw_function = typename function_traits<Signature>::raw;

template <class T, size_t Offset, class Raw>
T lift_argument(const Raw& raw) {
    auto first = std::get<Offset>(raw);
    if constexpr (is_list<T>) {
        return lift_list<T>({static_cast<uint32_t>(first), static_cast<uint32_t>(std::get<Offset + 1>(raw))});
    } else if constexpr (is_record<T>) {
        return lift_record<T>(static_cast<uint32_t>(first));
    } else if constexpr (std::is_same_v<T, bool>) {
        return first != 0;
    } else {
        return static_cast<T>(first);
    }
}

template <class T>
auto lower_argument(const T& value) {
    if constexpr (is_list<T>) {
        list_slot slot = lower_list(value);
        return std::make_tuple(static_cast<int32_t>(slot.address), static_cast<int32_t>(slot.length));
    } else if constexpr (is_record<T>) {
        return std::make_tuple(static_cast<int32_t>(lower_record(value)));
    } else {
        return std::make_tuple(static_cast<raw_number<T>>(value));
    }
}

// A result is moved to where it lives on before its address is taken.
template <class T>
void leave_result(T&& result) {
    T& value = keep(std::move(result));
    if constexpr (is_list<T>) {
        list_slot slot = lower_list(value);
        set_result(slot.address, slot.length);
    } else {
        set_result(lower_record(value), 0);
    }
}

// Calls a function of the module for the host.
template <auto Function, class Signature>
struct exported;

template <auto Function, class Result, class... Arguments>
struct exported<Function, Result(Arguments...)> {
    template <class... Raw>
    static auto call(Raw... raw) {
        (mention<held<Arguments>>(), ..., mention<Result>());
        return call(std::make_tuple(raw...), std::index_sequence_for<Arguments...>());
    }

private:
    template <class Raw, size_t... Index>
    static auto call([[maybe_unused]] const Raw& raw, std::index_sequence<Index...>) {
        using traits = function_traits<Result(Arguments...)>;
        [[maybe_unused]] std::tuple<held<Arguments>...> values{
            lift_argument<held<Arguments>, traits::template offset<Index>()>(raw)...};
        if constexpr (std::is_void_v<Result>) {
            Function(static_cast<std::conditional_t<std::is_lvalue_reference_v<Arguments>, Arguments, held<Arguments>&&>>(
                std::get<Index>(values))...);
        } else {
            Result result = Function(
                static_cast<std::conditional_t<std::is_lvalue_reference_v<Arguments>, Arguments, held<Arguments>&&>>(
                    std::get<Index>(values))...);
            if constexpr (is_number<Result>) {
                return static_cast<raw_number<Result>>(result);
            } else {
                leave_result(std::move(result));
            }
        }
    }
};

// A function of another module, or a program of the host.
template <class Signature, raw_function<Signature>& Raw>
struct imported;

template <class Result, class... Arguments, raw_function<Result(Arguments...)>& Raw>
struct imported<Result(Arguments...), Raw> {
    Result operator()(const held<Arguments>&... arguments) const {
        (mention<held<Arguments>>(), ..., mention<Result>());
        [[maybe_unused]] auto raw = std::tuple_cat(lower_argument(arguments)...);
        if constexpr (std::is_void_v<Result>) {
            std::apply(Raw, raw);
        } else if constexpr (is_number<Result>) {
            return static_cast<Result>(std::apply(Raw, raw));
        } else {
            std::apply(Raw, raw);
            if constexpr (is_list<Result>) {
                return lift_list<Result>({result_address, result_size});
            } else {
                return lift_record<Result>(result_address);
            }
        }
    }
};

}  // namespace fluence::detail
