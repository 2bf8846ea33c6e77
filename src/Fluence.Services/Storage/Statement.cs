namespace Fluence.Services.Storage;

/// <summary>A statement of SQL; its parameters are <c>?1</c>, <c>?2</c> and so on.</summary>
internal readonly record struct Statement(string Sql, params object?[] Values);
