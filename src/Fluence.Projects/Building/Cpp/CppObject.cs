using System.Security.Cryptography;
using System.Text;
using Fluence.Projects.Files;
using Fluence.Projects.Toolchains;

namespace Fluence.Projects.Building.Cpp;

/// <summary>One source and the object made of it, which is made again when its command, it or a file that it includes changes.</summary>
internal sealed record CppObject(ModuleFolder Module, string Source, Tool Compiler, IReadOnlyList<string> Flags, string Folder)
{
    private const int NameLength = 12;

    /// <summary>The object.</summary>
    public string File => Path.Combine(Folder, $"{Path.GetFileNameWithoutExtension(Source)}-{Hash(Source)}.o");

    private string Dependencies => Path.ChangeExtension(File, ".d");

    private string CommandFile => Path.ChangeExtension(File, ".cmd");

    private string Command => string.Join('\n', [Compiler.Path, .. Flags, Source]);

    /// <summary>Makes the object if it must be made.</summary>
    /// <returns>Whether it was made.</returns>
    /// <exception cref="CompilationFailedException">The compiler has refused the source.</exception>
    public async Task<bool> MakeAsync(TextWriter messages, CancellationToken cancellation)
    {
        if (IsUpToDate())
        {
            return false;
        }

        System.IO.File.Delete(CommandFile);
        (int exitCode, _) = await Compiler.RunAsync(
            Module.Folder, [.. Flags, "-MMD", "-MF", Dependencies, "-c", Source, "-o", File], messages, cancellation);
        if (exitCode != 0)
        {
            throw new CompilationFailedException(Module.Yaml.Name, exitCode);
        }

        await System.IO.File.WriteAllTextAsync(CommandFile, Command, cancellation);
        return true;
    }

    private bool IsUpToDate()
    {
        if (!System.IO.File.Exists(File) || !System.IO.File.Exists(Dependencies) || !System.IO.File.Exists(CommandFile)
            || System.IO.File.ReadAllText(CommandFile) != Command)
        {
            return false;
        }

        DateTime made = System.IO.File.GetLastWriteTimeUtc(File);
        return DependencyFile.Read(System.IO.File.ReadAllText(Dependencies))
            .Select(path => Path.Combine(Module.Folder, path))
            .All(path => System.IO.File.Exists(path) && System.IO.File.GetLastWriteTimeUtc(path) <= made);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..NameLength];
}
