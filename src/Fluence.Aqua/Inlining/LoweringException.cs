namespace Fluence.Aqua.Inlining;

/// <summary>
/// A function that types allow and that still cannot become a script. The original ends there too, with an internal error; known cases are
/// in docs/COMPATIBILITY.md.
/// </summary>
internal sealed class LoweringException(string message) : Exception(message);
