namespace Fluence.Projects;

/// <summary>A project cannot be used, built or tested. The message says what, where, and what to do.</summary>
public class ProjectException(string message) : Exception(message);

/// <summary>A compiler is missing. The message says which, and how to install it.</summary>
public sealed class ToolMissingException(string message) : ProjectException(message);

/// <summary>A compiler has refused the sources, and has said why.</summary>
/// <param name="module">The module.</param>
/// <param name="exitCode">The compiler's exit code.</param>
public sealed class CompilationFailedException(string module, int exitCode) : ProjectException(
    $"the module '{module}' does not compile, the compiler ended with the exit code {exitCode}")
{
    /// <summary>The compiler's exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
