#include "kv.hpp"

#include <fluence.hpp>

#include "store.hpp"

FLUENCE_MANIFEST("Fluence for .NET", "0.1.0", "A key-value store that survives restarts", "")

FLUENCE_RECORD(Entry, found, value)

namespace {

Store& store() {
    static Store instance("data/store.kv");
    return instance;
}

}  // namespace

bool put(const std::string& key, const std::string& value) {
    bool is_kept = store().put(key, value);
    if (!is_kept) {
        fluence::log_error("cannot write " + key);
    }
    return is_kept;
}
FLUENCE_EXPORT(put, key, value)

Entry get(const std::string& key) {
    auto value = store().get(key);
    return {value.has_value(), value.value_or("")};
}
FLUENCE_EXPORT(get, key)

bool remove_key(const std::string& key) { return store().remove(key); }
FLUENCE_EXPORT_AS(remove, remove_key, key)

std::vector<std::string> keys(const std::string& prefix) { return store().keys(prefix); }
FLUENCE_EXPORT(keys, prefix)
