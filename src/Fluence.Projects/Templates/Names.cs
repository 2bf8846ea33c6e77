using System.Text.RegularExpressions;

namespace Fluence.Projects.Templates;

/// <summary>What can be a name.</summary>
public static partial class Names
{
    /// <summary>Checks the name of a service, by the original's rule.</summary>
    /// <exception cref="ProjectException">It cannot be one.</exception>
    public static void CheckService(string name)
    {
        if (!Service().IsMatch(name))
        {
            throw new ProjectException(
                $"'{name}' cannot be the name of a service; it must start with a lowercase letter "
                + "and contain only letters, numbers, and underscores");
        }
    }

    /// <summary>Checks the name of a module, which is also that of a file and of a crate.</summary>
    /// <exception cref="ProjectException">It cannot be one.</exception>
    public static void CheckModule(string name)
    {
        if (!Module().IsMatch(name))
        {
            throw new ProjectException(
                $"'{name}' cannot be the name of a module; it must start with a letter "
                + "and contain only letters, numbers, underscores and hyphens");
        }
    }

    [GeneratedRegex("^[a-z][A-Za-z0-9_]*$")]
    private static partial Regex Service();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex Module();
}
