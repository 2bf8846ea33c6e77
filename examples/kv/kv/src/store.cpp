#include "store.hpp"

#include <cstdint>
#include <cstdio>
#include <utility>

namespace {

// a text lies in the file as its length in four bytes, then its bytes
bool write_text(std::FILE* file, const std::string& text) {
    auto length = static_cast<uint32_t>(text.size());
    return std::fwrite(&length, sizeof length, 1, file) == 1 && std::fwrite(text.data(), 1, length, file) == length;
}

bool read_text(std::FILE* file, std::string& text) {
    uint32_t length = 0;
    if (std::fread(&length, sizeof length, 1, file) != 1) {
        return false;
    }
    text.clear();
    for (int byte = 0; text.size() < length && (byte = std::fgetc(file)) != EOF;) {
        text.push_back(static_cast<char>(byte));
    }
    return text.size() == length;
}

}  // namespace

Store::Store(std::string path) : path_(std::move(path)) {
    std::FILE* file = std::fopen(path_.c_str(), "rb");
    if (file == nullptr) {
        return;
    }
    std::string key;
    std::string value;
    while (read_text(file, key) && read_text(file, value)) {
        entries_[key] = value;
    }
    std::fclose(file);
}

std::optional<std::string> Store::get(const std::string& key) const {
    auto found = entries_.find(key);
    return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> Store::keys(const std::string& prefix) const {
    std::vector<std::string> keys;
    for (auto entry = entries_.lower_bound(prefix); entry != entries_.end() && entry->first.rfind(prefix, 0) == 0; ++entry) {
        keys.push_back(entry->first);
    }
    return keys;
}

bool Store::put(const std::string& key, const std::string& value) {
    auto changed = entries_;
    changed[key] = value;
    return save(std::move(changed));
}

bool Store::remove(const std::string& key) {
    auto changed = entries_;
    return changed.erase(key) > 0 && save(std::move(changed));
}

bool Store::save(std::map<std::string, std::string> entries) {
    // written beside and renamed, so that the file is never half written
    std::string beside = path_ + ".part";
    std::FILE* file = std::fopen(beside.c_str(), "wb");
    if (file == nullptr) {
        return false;
    }
    bool is_written = true;
    for (const auto& [key, value] : entries) {
        is_written = is_written && write_text(file, key) && write_text(file, value);
    }
    is_written = std::fclose(file) == 0 && is_written && std::rename(beside.c_str(), path_.c_str()) == 0;
    if (is_written) {
        entries_ = std::move(entries);
    }
    return is_written;
}
