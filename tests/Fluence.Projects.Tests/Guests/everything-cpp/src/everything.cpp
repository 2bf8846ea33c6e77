#include <fluence.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>

FLUENCE_MANIFEST("Fluence for .NET", "0.1.0", "Every type in every place", "https://example.org/everything")

struct Inner {
    std::string name;
    std::vector<bool> flags;
};
FLUENCE_RECORD(Inner, name, flags)

struct Outer {
    bool yes;
    int8_t a;
    int16_t b;
    int32_t c;
    int64_t d;
    uint8_t e;
    uint16_t f;
    uint32_t g;
    uint64_t h;
    float i;
    double j;
    std::string text;
    std::vector<uint8_t> bytes;
    Inner inner;
    std::vector<Inner> inners;
    std::vector<std::vector<std::string>> nested;
};
FLUENCE_RECORD(Outer, yes, a, b, c, d, e, f, g, h, i, j, text, bytes, inner, inners, nested)

std::string numbers(bool yes, int8_t a, int16_t b, int32_t c, int64_t d, uint8_t e, uint16_t f, uint32_t g, uint64_t h, float i,
                    double j) {
    char text[256];
    std::snprintf(text, sizeof text, "%s %d %d %d %lld %u %u %u %llu %g %g", yes ? "true" : "false", a, b, int{c}, d, e, f,
                  unsigned{g}, h, double{i}, j);
    return text;
}
FLUENCE_EXPORT(numbers, yes, a, b, c, d, e, f, g, h, i, j)

bool negate(bool yes) { return !yes; }
FLUENCE_EXPORT(negate, yes)

int8_t same_i8(int8_t value) { return value; }
FLUENCE_EXPORT(same_i8, value)

int64_t same_i64(int64_t value) { return value; }
FLUENCE_EXPORT(same_i64, value)

uint16_t same_u16(const uint16_t& value) { return value; }
FLUENCE_EXPORT(same_u16, value)

double same_f64(double value) { return value; }
FLUENCE_EXPORT(same_f64, value)

std::string same_text(std::string value) { return value; }
FLUENCE_EXPORT(same_text, value)

std::string first_word(std::string_view value) { return std::string(value.substr(0, value.find(' '))); }
FLUENCE_EXPORT(first_word, value)

std::string literal() { return "always the same"; }
FLUENCE_EXPORT(literal)

std::vector<uint8_t> reversed(std::vector<uint8_t> bytes) {
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}
FLUENCE_EXPORT(reversed, bytes)

Outer same_outer(Outer value) { return value; }
FLUENCE_EXPORT(same_outer, value)

Inner inner_of(const Outer& value) { return value.inner; }
FLUENCE_EXPORT(inner_of, value)

Inner grow(Inner value) {
    value.flags.push_back(true);
    return value;
}
FLUENCE_EXPORT(grow, value)

std::vector<Outer> same_outers(std::vector<Outer> value) { return value; }
FLUENCE_EXPORT(same_outers, value)

std::vector<std::vector<std::vector<int64_t>>> same_deep(std::vector<std::vector<std::vector<int64_t>>> value) { return value; }
FLUENCE_EXPORT(same_deep, value)

std::vector<bool> same_bools(std::vector<bool> value) { return value; }
FLUENCE_EXPORT(same_bools, value)

float sum(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0f); }
FLUENCE_EXPORT(sum, values)

void nothing() {}
FLUENCE_EXPORT(nothing)

namespace inside {
void log(std::string_view text) { fluence::log_info(text); }
}  // namespace inside
FLUENCE_EXPORT_AS(log, inside::log, text)

fluence::CallParameters parameters() { return fluence::call_parameters(); }
FLUENCE_EXPORT(parameters)

void fail(std::string_view text) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    std::abort();
}
FLUENCE_EXPORT(fail, text)
