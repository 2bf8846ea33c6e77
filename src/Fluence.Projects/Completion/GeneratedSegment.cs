using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Fluence.Marine;
using Fluence.Marine.Sections;
using Fluence.Primitives.Encoding;

namespace Fluence.Projects.Completion;

/// <summary>
/// The data segment in which the C++ SDK leaves its descriptions: texts that end with a zero byte. C++ cannot make custom sections, and
/// the name of the segment stands in the module's <c>name</c> section.
/// </summary>
internal static class GeneratedSegment
{
    /// <summary>The segment's name.</summary>
    public const string Name = "__m_generated";

    private const byte DataSectionId = 11;
    private const byte SegmentNames = 9;

    /// <summary>The module without what is in the segment, and the descriptions that were there.</summary>
    /// <exception cref="ModuleFormatException">The data or name section is corrupted.</exception>
    public static (ReadOnlyMemory<byte> Module, ImmutableArray<string> Descriptions) Take(WasmModuleFile module)
    {
        if (module.Find(DataSectionId) is not { } data || FindIndex(module) is not { } index)
        {
            return (module.Bytes, []);
        }

        (int start, int length, int prefix) = Find(data, index);
        ReadOnlySpan<byte> body = data.Body.Span;
        string[] texts = Encoding.UTF8.GetString(body.Slice(start, length)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

        // the segment stays, for others are numbered after it, but empty
        byte[] changed = [.. body[..prefix], 0, .. body[(start + length)..]];
        return (Replace(module, data, changed), [.. texts]);
    }

    /// <summary>The number of the segment of this name; null if the module has none.</summary>
    private static uint? FindIndex(WasmModuleFile module)
    {
        if (module.CustomSections("name") is not [var names])
        {
            return null;
        }

        ModuleReader reader = new(names.Body.Span, "name", names.BodyStart);
        while (reader.Remaining > 0)
        {
            byte id = reader.ReadByte();
            uint length = reader.ReadUInt32();
            if (id != SegmentNames)
            {
                reader.Take(length);
                continue;
            }

            for (uint count = reader.ReadUInt32(); count > 0; count--)
            {
                uint index = reader.ReadUInt32();
                if (reader.ReadName() == Name)
                {
                    return index;
                }
            }
        }

        return null;
    }

    /// <summary>Where the contents of a segment begin in the section's body, how long they are, and where their length stands.</summary>
    private static (int Start, int Length, int Prefix) Find(WasmSection data, uint wanted)
    {
        ModuleReader reader = new(data.Body.Span, "data", data.BodyStart);
        uint count = reader.ReadUInt32();
        for (uint index = 0; index < count; index++)
        {
            uint kind = reader.ReadUInt32();
            if (kind == 2)
            {
                reader.ReadUInt32();
            }

            if (kind is 0 or 2)
            {
                SkipExpression(ref reader);
            }

            int prefix = reader.Position;
            uint length = reader.ReadUInt32();
            int start = reader.Position;
            reader.Take(length);
            if (index == wanted)
            {
                return (start, (int)length, prefix);
            }
        }

        throw reader.Error($"there is no segment {wanted}");
    }

    /// <summary>Skips a constant expression: constants and globals, up to its end.</summary>
    private static void SkipExpression(ref ModuleReader reader)
    {
        const byte end = 0x0b, globalGet = 0x23, i32Const = 0x41, i64Const = 0x42, more = 0x80;
        for (byte opcode = reader.ReadByte(); opcode != end; opcode = reader.ReadByte())
        {
            if (opcode is not (globalGet or i32Const or i64Const))
            {
                throw reader.Error($"a segment's offset has the opcode 0x{opcode:x2}");
            }

            while ((reader.ReadByte() & more) != 0)
            {
            }
        }
    }

    private static byte[] Replace(WasmModuleFile module, WasmSection section, ReadOnlySpan<byte> body)
    {
        ArrayBufferWriter<byte> output = new(module.Bytes.Length);
        ReadOnlySpan<byte> bytes = module.Bytes.Span;
        output.Write(bytes[..section.Start]);
        output.Write([section.Id]);
        Varint.Write(output, (ulong)body.Length);
        output.Write(body);
        output.Write(bytes[(section.Start + section.Length)..]);
        return output.WrittenSpan.ToArray();
    }
}
