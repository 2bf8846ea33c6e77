// A map of texts that lives in a file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

class Store {
public:
    // Reads the file; one that does not exist is an empty store.
    explicit Store(std::string path);

    std::optional<std::string> get(const std::string& key) const;
    std::vector<std::string> keys(const std::string& prefix) const;

    // Both write the file before they return; false if that failed, and then nothing has changed.
    bool put(const std::string& key, const std::string& value);
    bool remove(const std::string& key);

private:
    bool save(std::map<std::string, std::string> entries);

    std::string path_;
    std::map<std::string, std::string> entries_;
};
