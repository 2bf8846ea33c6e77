namespace Fluence.Projects.Tests.Support;

/// <summary>A test that compiles SQLite, whose sources <c>examples/sqlite/fetch.sh</c> fetches.</summary>
/// <remarks>See <see cref="ToolchainFactAttribute"/>.</remarks>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqliteFactAttribute : FactAttribute
{
    private static readonly string Source = Path.Combine(Repository.Examples, "sqlite", "sqlite3", "vendor", "sqlite3.c");

    public SqliteFactAttribute() => Skip = Toolchains.ReasonToSkip(rust: true, cpp: true)
        ?? (Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(Source)
            ? null
            : "the sources of SQLite are not there; examples/sqlite/fetch.sh fetches them");
}
