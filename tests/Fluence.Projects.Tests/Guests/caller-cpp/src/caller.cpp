#include <fluence.hpp>

#include <sstream>

FLUENCE_MANIFEST("Fluence for .NET", "0.1.0", "Calls another module and a program", "https://example.org/caller")

struct Inner {
    std::string name;
    std::vector<bool> flags;
};
FLUENCE_RECORD(Inner, name, flags)

using Deep = std::vector<std::vector<std::vector<int64_t>>>;

FLUENCE_IMPORT("everything", negate, bool(bool), yes)
FLUENCE_IMPORT("everything", same_i64, int64_t(int64_t), value)
FLUENCE_IMPORT("everything", same_f64, double(double), value)
FLUENCE_IMPORT("everything", first_word, std::string(std::string_view), value)
FLUENCE_IMPORT("everything", reversed, std::vector<uint8_t>(std::vector<uint8_t>), bytes)
FLUENCE_IMPORT("everything", grow, Inner(const Inner&), value)
FLUENCE_IMPORT("everything", same_deep, Deep(Deep), value)
FLUENCE_IMPORT("everything", nothing, void())
FLUENCE_IMPORT_AS("everything", "sum", sum_of, float(std::vector<float>), values)
FLUENCE_MOUNTED_BINARY(echo)

namespace {

template <class T>
std::string show(const std::vector<T>& values);

std::string show(bool value) { return value ? "true" : "false"; }
std::string show(uint8_t value) { return std::to_string(value); }
std::string show(int64_t value) { return std::to_string(value); }

template <class T>
std::string show(const std::vector<T>& values) {
    std::string text = "[";
    for (const auto& value : values) {
        text += (text.size() > 1 ? ", " : "") + show(static_cast<T>(value));
    }
    return text + "]";
}

}  // namespace

std::string call_all(const Inner& inner) {
    nothing();
    Inner grown = grow(grow(inner));
    std::ostringstream text;
    text << show(negate(true)) << ' ' << same_i64(-7) << ' ' << same_f64(0.5) << ' ' << first_word("one two") << ' '
         << show(reversed({1, 2, 3})) << ' ' << grown.name << ' ' << show(grown.flags) << ' ' << show(same_deep({{}, {{1, -2}}}))
         << ' ' << sum_of({1.5f, 2.0f});
    return text.str();
}
FLUENCE_EXPORT(call_all, inner)

fluence::MountedBinaryResult run(const std::string& text) { return echo({"-n", text}); }
FLUENCE_EXPORT(run, text)
