using System.Text;
using Fluence.Ethereum;
using Fluence.Ethereum.Logs;
using Microsoft.Data.Sqlite;

namespace Fluence.Market.Indexing;

/// <summary>
/// The SQLite file of the index: a table for each type of entities, the blocks that were read, and what entities were before recent blocks
/// changed them. One writer at a time; readers see the state after the last block that is written.
/// </summary>
public sealed class IndexDatabase : IDisposable
{
    // readers and the writer share one connection: a query sees either all of a block, or nothing
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly string _path;

    static IndexDatabase() => SQLitePCL.Batteries_V2.Init();

    private IndexDatabase(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>Opens a file, and makes it where there is none.</summary>
    /// <param name="path">The file; a database in memory where it is null.</param>
    /// <exception cref="IndexException">It cannot be made, or is no database.</exception>
    public static IndexDatabase Open(string? path)
    {
        SqliteConnection connection =
            new(new SqliteConnectionStringBuilder { DataSource = path ?? ":memory:", Pooling = false }.ToString());
        IndexDatabase database = new(path ?? "in memory", connection);
        try
        {
            if (path is not null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            }

            connection.Open();
            database.Write(static _ => { },
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;");
            database.Write(static _ => { }, Schema());
            return database;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            database.Dispose();
            throw new IndexException($"the index {path} cannot be opened: {failure.Message}; remove the file to have it made anew",
                failure);
        }
    }

    /// <summary>The blocks that were read last, by height, and whose index it is.</summary>
    public IReadOnlyList<BlockRef> KnownBlocks() => Read(static session => session.Query(
        "SELECT number, hash FROM blocks ORDER BY number",
        static row => new BlockRef((ulong)row.GetInt64(0), Bytes32.Parse(row.GetString(1)))));

    /// <summary>Empties the index.</summary>
    internal void Reset() => Write(static session =>
    {
        foreach (string table in IndexSchema.Types.Select(static type => type.Name).Concat(["blocks", "undo"]))
        {
            session.Run($"DELETE FROM \"{table}\"");
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Reads.</summary>
    internal T Read<T>(Func<Session, T> read)
    {
        lock (_lock)
        {
            try
            {
                return read(new Session(this));
            }
            catch (SqliteException failure)
            {
                throw new IndexException($"the index {_path} cannot be read: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Writes all, or nothing.</summary>
    internal void Write(Action<Session> write)
    {
        lock (_lock)
        {
            try
            {
                Session session = new(this);
                session.Run("BEGIN IMMEDIATE");
                bool isDone = false;
                try
                {
                    write(session);
                    session.Run("COMMIT");
                    isDone = true;
                }
                finally
                {
                    if (!isDone)
                    {
                        session.Run("ROLLBACK");
                    }
                }
            }
            catch (SqliteException failure)
            {
                throw new IndexException($"the index {_path} cannot be written: {failure.Message}", failure);
            }
        }
    }

    private void Write(Action<Session> then, string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        then(new Session(this));
    }

    private static string Schema()
    {
        StringBuilder sql = new("""
            CREATE TABLE IF NOT EXISTS blocks (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, timestamp INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS undo (
              sequence INTEGER PRIMARY KEY AUTOINCREMENT, block INTEGER NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, before TEXT);
            CREATE INDEX IF NOT EXISTS undo_block ON undo (block);
            """);
        foreach (EntityType type in IndexSchema.Types)
        {
            sql.Append($"CREATE TABLE IF NOT EXISTS \"{type.Name}\" (id TEXT PRIMARY KEY NOT NULL");
            foreach (EntityField field in type.Columns.Skip(1))
            {
                sql.Append($", \"{field.Name}\" {(field.Kind is FieldKind.Int or FieldKind.Boolean ? "INTEGER" : "TEXT")}");
            }

            sql.Append(") WITHOUT ROWID;");
            foreach (EntityField field in type.Columns.Where(each => IsSearched(type, each)))
            {
                sql.Append($"CREATE INDEX IF NOT EXISTS \"{type.Name}_{field.Name}\" ON \"{type.Name}\" (\"{field.Name}\");");
            }
        }

        return sql.ToString();
    }

    /// <summary>Whether rows are found by a field, or listed in its order; of the many compute units nobody asks for that.</summary>
    private static bool IsSearched(EntityType type, EntityField field) =>
        IndexSchema.Types.Any(each => each.Fields.Any(derived => derived.Target == type.Name && derived.Via == field.Name))
        || (field.Name is "createdAt" or "pricePerEpoch" && type != IndexSchema.ComputeUnit);

    /// <summary>What can be done while nobody else does anything.</summary>
    internal readonly ref struct Session(IndexDatabase database)
    {
        public int Run(string sql, params ReadOnlySpan<object?> values) => Command(sql, values).ExecuteNonQuery();

        public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
        {
            using SqliteDataReader reader = Command(sql, values).ExecuteReader();
            List<T> rows = [];
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }

        private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
        {
            if (!database._commands.TryGetValue(sql, out SqliteCommand? command))
            {
                if (database._commands.Count > 500)
                {
                    // queries of others differ without end
                    foreach (SqliteCommand old in database._commands.Values)
                    {
                        old.Dispose();
                    }

                    database._commands.Clear();
                }

                command = database._connection.CreateCommand();
                command.CommandText = sql;
                for (int i = 0; i < values.Length; i++)
                {
                    command.Parameters.Add(new SqliteParameter($"@{i}", null));
                }

                database._commands.Add(sql, command);
            }

            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            return command;
        }
    }
}
