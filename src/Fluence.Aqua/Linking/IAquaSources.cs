namespace Fluence.Aqua.Linking;

/// <summary>Where sources are read from.</summary>
public interface IAquaSources
{
    /// <summary>The text of a file; null where there is no such file.</summary>
    /// <param name="path">A full path with <c>/</c> between its parts.</param>
    string? Read(string path);
}
