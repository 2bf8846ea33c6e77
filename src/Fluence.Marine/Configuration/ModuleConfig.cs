namespace Fluence.Marine.Configuration;

/// <summary>One module of a service.</summary>
/// <param name="Name">The name under which other modules import from it.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="LoadFrom">Its file or the folder of its file; null for the folder of all modules.</param>
/// <param name="Settings">What it may do.</param>
public sealed record ModuleConfig(string Name, string FileName, string? LoadFrom, ModuleSettings Settings)
{
    /// <summary>The file of the module.</summary>
    /// <param name="modulesDir">The folder of all modules.</param>
    /// <param name="isFile">Whether a path is that of a file.</param>
    /// <param name="file">The configuration file, for messages.</param>
    /// <exception cref="MarineConfigException">Neither the module nor the configuration names a folder.</exception>
    public string FindFile(string? modulesDir, Func<string, bool> isFile, string file)
    {
        ArgumentNullException.ThrowIfNull(isFile);
        return LoadFrom is not null ? (isFile(LoadFrom) ? LoadFrom : Path.Combine(LoadFrom, FileName))
            : modulesDir is not null ? Path.Combine(modulesDir, FileName)
            : throw new MarineConfigException(
                file, 0, $"\"modules_dir\" field is not defined, but it is required to load module \"{Name}\"");
    }
}
