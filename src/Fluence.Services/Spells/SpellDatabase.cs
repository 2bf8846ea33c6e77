using System.Globalization;
using Fluence.Services.Storage;

namespace Fluence.Services.Spells;

/// <summary>The file <c>spell.sqlite</c> of one spell. It is opened when it is first used, and may be closed whenever it is not.</summary>
internal sealed class SpellDatabase(string folder, OpenSpells open, long sizeLimit)
{
    private const int PageSize = 4096;

    // in one transaction, since each waits for the disk
    private const string Schema =
        """
        BEGIN;
        CREATE TABLE IF NOT EXISTS trigger_config (
            start_sec INTEGER, end_sec INTEGER, period_sec INTEGER, connect INTEGER, disconnect INTEGER,
            start_block INTEGER, end_block INTEGER);
        CREATE TABLE IF NOT EXISTS kv (
            key TEXT NOT NULL, string TEXT, u32 INTEGER, list_order INTEGER DEFAULT -1, PRIMARY KEY (key, list_order));
        CREATE TABLE IF NOT EXISTS particles (particle_id TEXT PRIMARY KEY, timestamp INTEGER);
        CREATE TABLE IF NOT EXISTS errors (
            particle_id TEXT, timestamp INTEGER, error_idx INTEGER, error_code INTEGER, instruction TEXT, message TEXT, peer_id TEXT);
        CREATE TABLE IF NOT EXISTS logs (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER NOT NULL, log TEXT);
        CREATE TABLE IF NOT EXISTS mailbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER NOT NULL, init_peer_id TEXT, message TEXT);
        COMMIT;
        """;

    private readonly Lock _lock = new();
    private readonly string _schema =
        string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {Math.Max(1, sizeLimit / PageSize)};\n{Schema}");

    private StateDatabase? _state;
    private bool _isRemoved;

    /// <summary>Does something with the database.</summary>
    /// <exception cref="StateException">It cannot be opened, read or written, or is closed for good.</exception>
    public T Use<T>(Func<StateDatabase, T> work)
    {
        T result;
        lock (_lock)
        {
            string path = Path.Combine(folder, "spell.sqlite");
            if (_isRemoved)
            {
                throw new StateException($"{path} is closed: its spell was removed, or the peer stops");
            }

            _state ??= StateDatabase.Open(path, _schema);
            result = work(_state);
        }

        // takes the locks of others, and so must not be done within this one
        open.Used(this);
        return result;
    }

    /// <summary>Closes the file unless it is in use now; the next use opens it again.</summary>
    public void CloseIfIdle()
    {
        if (!_lock.TryEnter())
        {
            return;
        }

        try
        {
            Close();
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>Closes the file for good.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isRemoved = true;
            Close();
        }

        open.Forget(this);
    }

    private void Close()
    {
        _state?.Dispose();
        _state = null;
    }
}
