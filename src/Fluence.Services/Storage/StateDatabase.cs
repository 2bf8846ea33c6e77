using Microsoft.Data.Sqlite;

namespace Fluence.Services.Storage;

/// <summary>
/// A SQLite file of the peer. What a call of <see cref="Write"/> has stored is on the disk when it returns, all of it or nothing: neither
/// a killed process nor a lost machine takes it away. For any number of threads.
/// </summary>
internal sealed class StateDatabase : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly string _path;

    static StateDatabase() => SQLitePCL.Batteries_V2.Init();

    private StateDatabase(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>Opens a database, and makes it where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The statements that make its tables, to be given also where they are there already.</param>
    /// <exception cref="StateException">The file cannot be made, or is no database.</exception>
    public static StateDatabase Open(string path, string schema)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        StateDatabase database = new(path, connection);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            connection.Open();
            database.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
            database.Run(schema);
            return database;
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            throw new StateException(
                $"cannot open {path}: {failure.Message}; give the peer a base_dir that it can write, or move the file away", failure);
        }
    }

    /// <summary>Carries out statements in one transaction.</summary>
    /// <exception cref="StateException">None of them has been carried out.</exception>
    public void Write(params ReadOnlySpan<Statement> statements)
    {
        lock (_lock)
        {
            try
            {
                using SqliteTransaction transaction = _connection.BeginTransaction();
                foreach (Statement statement in statements)
                {
                    using SqliteCommand command = Command(statement.Sql, statement.Values);
                    command.Transaction = transaction;
                    command.ExecuteNonQuery();
                }

                transaction.Commit();
            }
            catch (SqliteException failure)
            {
                throw Failed("written", failure);
            }
        }
    }

    /// <summary>The rows of a query.</summary>
    /// <exception cref="StateException">They cannot be read.</exception>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        lock (_lock)
        {
            try
            {
                using SqliteCommand command = Command(sql, values);
                using SqliteDataReader reader = command.ExecuteReader();
                List<T> rows = [];
                while (reader.Read())
                {
                    rows.Add(row(reader));
                }

                return rows;
            }
            catch (SqliteException failure)
            {
                throw Failed("read", failure);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
        }
    }

    private StateException Failed(string what, SqliteException failure) =>
        new($"{_path} cannot be {what}: {failure.Message}", failure);

    private void Run(string sql)
    {
        using SqliteCommand command = Command(sql, []);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, object?[] values)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // all statements are constants of this project; values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters.AddWithValue($"?{index + 1}", values[index] ?? DBNull.Value);
        }

        return command;
    }
}
