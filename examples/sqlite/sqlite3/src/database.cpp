#include "database.hpp"

namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

std::string column_text(sqlite3_stmt* statement, int column) {
    auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return text == nullptr ? std::string() : std::string(text, sqlite3_column_bytes(statement, column));
}

std::vector<std::string> read_row(sqlite3_stmt* statement) {
    std::vector<std::string> row;
    for (int column = 0; column < sqlite3_column_count(statement); column++) {
        row.push_back(column_text(statement, column));
    }
    return row;
}

}  // namespace

Database::Database(const std::string& path) {
    // WASI has no locks, and nobody else opens the file
    sqlite3* connection = nullptr;
    sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "unix-none");
    connection_.reset(connection);
}

Result Database::execute(const std::string& sql, const std::vector<std::string>& parameters) {
    Result result{};
    sqlite3_stmt* prepared = nullptr;
    int code = sqlite3_prepare_v2(connection_.get(), sql.c_str(), static_cast<int>(sql.size()), &prepared, nullptr);
    std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
    for (size_t index = 0; code == SQLITE_OK && index < parameters.size(); index++) {
        const std::string& text = parameters[index];
        code = sqlite3_bind_text(prepared, static_cast<int>(index) + 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    if (code == SQLITE_OK && prepared != nullptr) {
        for (int column = 0; column < sqlite3_column_count(prepared); column++) {
            result.columns.emplace_back(sqlite3_column_name(prepared, column));
        }
        while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
            result.rows.push_back(read_row(prepared));
        }
    }
    if (code != SQLITE_OK && code != SQLITE_DONE) {
        return {sqlite3_errmsg(connection_.get()), {}, {}, 0, 0};
    }
    result.last_row_id = sqlite3_last_insert_rowid(connection_.get());
    result.changes = sqlite3_changes64(connection_.get());
    return result;
}
