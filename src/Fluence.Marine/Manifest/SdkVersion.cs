using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Fluence.Marine.Sections;
using Fluence.Marine.Text;

namespace Fluence.Marine.Manifest;

/// <summary>The version of the SDK with which a module was compiled: bare text in a custom section.</summary>
public static class SdkVersion
{
    /// <summary>The name of the section.</summary>
    public const string SectionName = "__fluence_sdk_version";

    /// <summary>Reads the version of a module.</summary>
    /// <exception cref="ModuleFormatException">The module has no version, several, or the section holds no version.</exception>
    public static SemVersion Read(WasmModuleFile module) => Decode(SingleSection.Get(module, SectionName).Body.Span);

    /// <summary>Reads the version of a module that may have none.</summary>
    /// <exception cref="ModuleFormatException">The module has several versions, or the section holds no version.</exception>
    public static bool TryRead(WasmModuleFile module, [NotNullWhen(true)] out SemVersion? version)
    {
        version = SingleSection.Find(module, SectionName) is { } section ? Decode(section.Body.Span) : null;
        return version is not null;
    }

    /// <summary>The module with another version.</summary>
    public static byte[] Write(WasmModuleFile module, SemVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return SectionEditor.Set(module, SectionName, Encoding.UTF8.GetBytes(version.ToString()));
    }

    /// <summary>Reads the body of the section.</summary>
    /// <exception cref="ModuleFormatException">It holds no version.</exception>
    public static SemVersion Decode(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            throw new ModuleFormatException(
                $"embedded to the Wasm file version isn't valid UTF8 string: '{Utf8Problem.Describe(body)}'", SectionName, 0);
        }

        return SemVersion.TryParse(Encoding.UTF8.GetString(body), out SemVersion? version, out string? error)
            ? version
            : throw new ModuleFormatException($"embedded to the Wasm file version is corrupted: '{error}'", SectionName, 0);
    }
}
