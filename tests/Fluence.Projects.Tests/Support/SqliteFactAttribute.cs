namespace Fluence.Projects.Tests.Support;

/// <summary>A test that compiles SQLite, whose sources <c>examples/sqlite/fetch.sh</c> fetches; see <see cref="ToolchainFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqliteFactAttribute : FactAttribute
{
    public SqliteFactAttribute() => Skip = Toolchains.ReasonToSkip(rust: true, cpp: true)
        ?? (Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(Path.Combine(Repository.Examples, "sqlite/sqlite3/vendor/sqlite3.c"))
            ? null
            : "the sources of SQLite are not there; examples/sqlite/fetch.sh fetches them");
}
