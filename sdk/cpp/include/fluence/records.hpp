// What is known of a record: its name and its fields, which FLUENCE_RECORD says.
#pragma once

#include <type_traits>

namespace fluence::detail {

// Specialised for each record: `name`, `each(record, visit)` over the fields, `each_type(visit)` over their types.
template <class T>
struct record;

template <class T, class = void>
inline constexpr bool is_record = false;

template <class T>
inline constexpr bool is_record<T, std::void_t<decltype(record<T>::name)>> = true;

}  // namespace fluence::detail
