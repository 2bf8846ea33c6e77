// What the service offers.
#pragma once

#include <string>
#include <vector>

struct Entry {
    bool found;
    std::string value;
};

bool put(const std::string& key, const std::string& value);
Entry get(const std::string& key);
bool remove_key(const std::string& key);
std::vector<std::string> keys(const std::string& prefix);
