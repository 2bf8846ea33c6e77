using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using Fluence.Marine.Sections;
using Fluence.Marine.Text;

namespace Fluence.Marine.Manifest;

/// <summary>
/// Reads and writes manifests: authors, version, description, repository and build time, each a length of 64 bits (little-endian)
/// and UTF-8.
/// </summary>
public static class ManifestCodec
{
    private const int PrefixLength = sizeof(ulong);

    /// <summary>Reads the manifest of a module that may have none.</summary>
    /// <exception cref="ModuleFormatException">The module has several manifests, or it is corrupted.</exception>
    public static bool TryRead(WasmModuleFile module, [NotNullWhen(true)] out ModuleManifest? manifest)
    {
        manifest = SingleSection.Find(module, ModuleManifest.SectionName) is { } section ? Decode(section.Body.Span) : null;
        return manifest is not null;
    }

    /// <summary>Reads the body of the section.</summary>
    /// <exception cref="ModuleFormatException">It is corrupted; the offset counts from the start of the body.</exception>
    public static ModuleManifest Decode(ReadOnlySpan<byte> body)
    {
        int offset = 0;
        string authors = ReadField(body, ref offset, "authors");
        int versionOffset = offset;
        SemVersion version = SemVersion.TryParse(ReadField(body, ref offset, "version"), out SemVersion? parsed, out string? error)
            ? parsed
            : throw Error($"embedded to the Wasm file version is corrupted: '{error}'", versionOffset);
        string description = ReadField(body, ref offset, "description");
        string repository = ReadField(body, ref offset, "repository");
        int timeOffset = offset;
        string buildTime = ReadField(body, ref offset, "build time");
        if (offset != body.Length)
        {
            throw Error("embedded manifest is corrupted: there are some trailing characters", offset);
        }

        return Rfc3339.FindProblem(buildTime) is { } problem
            ? throw Error($"build time can't be parsed: {problem}", timeOffset)
            : new ModuleManifest(authors, version, description, repository, buildTime);
    }

    /// <summary>The body of the section.</summary>
    public static byte[] Encode(ModuleManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArrayBufferWriter<byte> output = new();
        string[] fields =
            [manifest.Authors, manifest.Version.ToString(), manifest.Description, manifest.Repository, manifest.BuildTime];
        foreach (string field in fields)
        {
            byte[] text = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(PrefixLength), (ulong)text.Length);
            output.Advance(PrefixLength);
            output.Write(text);
        }

        return output.WrittenSpan.ToArray();
    }

    private static string ReadField(ReadOnlySpan<byte> body, ref int offset, string name)
    {
        ReadOnlySpan<byte> rest = body[offset..];
        if (rest.Length < PrefixLength)
        {
            throw Error($"{name} can't be read: embedded manifest doesn't contain enough bytes to read field size from prefix", offset);
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        if (length > ulong.MaxValue - PrefixLength)
        {
            throw Error($"{name} has too big size: {length}", offset);
        }

        if (length > (ulong)(rest.Length - PrefixLength))
        {
            throw Error(
                $"{name} can't be read: embedded manifest doesn't contain enough bytes to read field of size {length}", offset);
        }

        ReadOnlySpan<byte> field = rest.Slice(PrefixLength, (int)length);
        if (!Utf8.IsValid(field))
        {
            throw Error($"{name} is an invalid Utf8 string: {Utf8Problem.Describe(field)}", offset + PrefixLength);
        }

        offset += PrefixLength + field.Length;
        return Encoding.UTF8.GetString(field);
    }

    private static ModuleFormatException Error(string message, int offset) => new(message, ModuleManifest.SectionName, offset);
}
