namespace Fluence.Services.Storage;

/// <summary>The database of what a peer hosts, <c>state.sqlite</c> in its folder: described in docs/formats/peer-state.md.</summary>
internal static class PeerState
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS modules (cid TEXT PRIMARY KEY, name TEXT NOT NULL, added INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS blueprints (id TEXT PRIMARY KEY, name TEXT NOT NULL, dependencies TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS blueprint_limits (id TEXT PRIMARY KEY, memory_limit INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS workers (
            id TEXT PRIMARY KEY, deal_id TEXT NOT NULL UNIQUE, creator TEXT NOT NULL, seed BLOB NOT NULL, active INTEGER NOT NULL,
            compute_units TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS services (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, blueprint TEXT NOT NULL, owner TEXT NOT NULL, worker TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS aliases (
            worker TEXT NOT NULL, alias TEXT NOT NULL, service TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, PRIMARY KEY (worker, alias)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS module_owners (cid TEXT NOT NULL, worker TEXT NOT NULL, PRIMARY KEY (cid, worker)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS registrations (
            deal TEXT NOT NULL, unit TEXT NOT NULL, worker TEXT NOT NULL, hash TEXT NOT NULL, sent INTEGER NOT NULL,
            PRIMARY KEY (deal, unit)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS cores (unit TEXT PRIMARY KEY, core INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Opens the database of a peer's folder.</summary>
    /// <exception cref="StateException">It cannot be used.</exception>
    public static StateDatabase Open(string folder) => StateDatabase.Open(Path.Combine(folder, "state.sqlite"), Schema);
}
