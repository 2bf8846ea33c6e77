#include <fluence.hpp>

#include <map>

#include "database.hpp"

FLUENCE_MANIFEST("Fluence for .NET", "0.1.0", "SQLite", "")

FLUENCE_RECORD(Result, error, columns, rows, last_row_id, changes)

// Databases stay open between calls, each by the name of its file in the folder of the service.
Result execute(const std::string& database, const std::string& sql, const std::vector<std::string>& parameters) {
    static std::map<std::string, Database> open;
    return open.try_emplace(database, "data/" + database).first->second.execute(sql, parameters);
}
FLUENCE_EXPORT(execute, database, sql, parameters)

std::string version() { return sqlite3_libversion(); }
FLUENCE_EXPORT(version)
