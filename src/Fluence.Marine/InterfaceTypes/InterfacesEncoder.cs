using System.Buffers;
using System.Collections.Immutable;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>
/// Writes the section <c>interface-types</c>: the version, then types, imports, adapters, exports and implementations, without those
/// that are empty.
/// </summary>
/// <remarks>
/// The counts of lists are one byte, which is what decoders read. The original writes counts above 127 in two bytes, and then
/// cannot read its own section; here lists of up to 255 items can be read by both.
/// </remarks>
public static class InterfacesEncoder
{
    /// <summary>The body of the section.</summary>
    /// <exception cref="InterfaceException">A string or a list is longer than 255, or a constant is negative and of 64 bits.</exception>
    public static byte[] Encode(Interfaces interfaces)
    {
        ArgumentNullException.ThrowIfNull(interfaces);
        SectionWriter writer = new(new ArrayBufferWriter<byte>(1024));
        writer.WriteByte((byte)EntryKind.Version);
        writer.WriteString(interfaces.Version.ToString());
        WriteAll(writer, EntryKind.Types, interfaces.Types, static (to, type) => WriteDefinition(to, type));
        WriteAll(writer, EntryKind.Imports, interfaces.Imports, static (to, import) =>
        {
            to.WriteString(import.Namespace);
            to.WriteString(import.Name);
            to.WriteInteger(import.FunctionType);
        });
        WriteAll(writer, EntryKind.Adapters, interfaces.Adapters, static (to, adapter) =>
        {
            to.WriteInteger(adapter.FunctionType);
            to.WriteCount(adapter.Instructions.Length, "instructions of an adapter");
            foreach (Instruction instruction in adapter.Instructions)
            {
                WriteInstruction(to, instruction);
            }
        });
        WriteAll(writer, EntryKind.Exports, interfaces.Exports, static (to, export) =>
        {
            to.WriteString(export.Name);
            to.WriteInteger(export.FunctionType);
        });
        WriteAll(writer, EntryKind.Implementations, interfaces.Implementations, static (to, implementation) =>
        {
            to.WriteInteger(implementation.CoreFunctionType);
            to.WriteInteger(implementation.AdapterFunctionType);
        });
        return writer.ToArray();
    }

    private static void WriteAll<T>(SectionWriter writer, EntryKind kind, ImmutableArray<T> entries, Action<SectionWriter, T> write)
    {
        if (entries.IsEmpty)
        {
            return;
        }

        writer.WriteByte((byte)kind);
        writer.WriteInteger((ulong)entries.Length);
        foreach (T entry in entries)
        {
            write(writer, entry);
        }
    }

    private static void WriteDefinition(SectionWriter writer, TypeDefinition definition)
    {
        switch (definition)
        {
            case FunctionType function:
                writer.WriteByte(0);
                WriteNamed(writer, function.Arguments, "arguments of a function");
                writer.WriteCount(function.Outputs.Length, "results of a function");
                foreach (IType output in function.Outputs)
                {
                    WriteType(writer, output);
                }

                break;
            case RecordType record:
                writer.WriteByte(1);
                writer.WriteString(record.Name);
                WriteNamed(writer, record.Fields, $"fields of the record '{record.Name}'");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(definition));
        }
    }

    private static void WriteNamed(SectionWriter writer, ImmutableArray<NamedType> items, string what)
    {
        writer.WriteCount(items.Length, what);
        foreach (NamedType item in items)
        {
            writer.WriteString(item.Name);
            WriteType(writer, item.Type);
        }
    }

    private static void WriteType(SectionWriter writer, IType type)
    {
        int depth = 0;
        for (; type is ArrayType array; type = array.Element)
        {
            writer.WriteByte(TypeCode.Array);
            if (++depth > Limits.MaxTypeDepth)
            {
                throw new InterfaceException($"arrays lie more than {Limits.MaxTypeDepth} deep in each other");
            }
        }

        if (type is RecordReference record)
        {
            writer.WriteByte(TypeCode.Record);
            writer.WriteInteger(record.Id);
        }
        else
        {
            writer.WriteByte(TypeCode.Of(((SimpleType)type).Kind));
        }
    }

    private static void WriteInstruction(SectionWriter writer, Instruction instruction)
    {
        writer.WriteByte((byte)instruction.Opcode);
        switch (instruction)
        {
            case IndexInstruction about:
                writer.WriteInteger(about.Index);
                break;
            case TypeInstruction about:
                WriteType(writer, about.Type);
                break;
            case PushInstruction { Opcode: Opcode.PushI32 } push:
                writer.WriteInteger((uint)push.Value);
                break;
            case PushInstruction push:
                writer.WriteInteger(push.Value >= 0
                    ? (ulong)push.Value
                    : throw new InterfaceException($"the format has no place for the negative constant {push.Value} of 64 bits"));
                break;
        }
    }
}
