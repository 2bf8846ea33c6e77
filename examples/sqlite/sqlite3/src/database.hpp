// A connection to a database file, closed with its owner.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sqlite3.h"

struct Result {
    // Empty unless the statement failed.
    std::string error;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    int64_t last_row_id;
    int64_t changes;
};

class Database {
public:
    explicit Database(const std::string& path);

    // Runs one statement; its parameters ?1, ?2, ... are texts.
    Result execute(const std::string& sql, const std::vector<std::string>& parameters);

private:
    struct Close {
        void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
    };

    std::unique_ptr<sqlite3, Close> connection_;
};
