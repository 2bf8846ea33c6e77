using Fluence.Aqua.Diagnostics;

namespace Fluence.Aqua.Linking;

/// <summary>Looks for mistakes in files and in what they import.</summary>
public sealed class AquaChecker
{
    private readonly Linker _linker;

    /// <param name="sources">Where files are read from.</param>
    /// <param name="imports">Where imports are looked for.</param>
    /// <param name="constants">The constants that every file sees.</param>
    public AquaChecker(IAquaSources sources, AquaImports imports, AquaConstants constants)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(imports);
        ArgumentNullException.ThrowIfNull(constants);
        _linker = new Linker(sources, imports, constants.All);
    }

    /// <summary>What is wrong in the files looked at so far, those imported first.</summary>
    public IReadOnlyList<AquaDiagnostic> Diagnostics => _linker.Diagnostics;

    /// <summary>The full paths of the files looked at so far.</summary>
    public IEnumerable<string> Files => _linker.Files;

    /// <summary>Looks at a file, and at those it imports unless that is done already.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>Whether there is such a file.</returns>
    public bool Check(string path) => _linker.Link(path) is not null;
}
