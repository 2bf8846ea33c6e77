using System.Collections.Immutable;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>Reads types.</summary>
internal static class TypeDecoder
{
    private const byte Function = 0;
    private const byte Record = 1;

    /// <summary>Reads an entry of the table of types.</summary>
    public static TypeDefinition ReadDefinition(ref SectionReader reader)
    {
        byte kind = reader.ReadByte();
        switch (kind)
        {
            case Function:
                return new FunctionType(ReadNamed(ref reader), ReadTypes(ref reader));
            case Record:
                string name = reader.ReadString();
                ImmutableArray<NamedType> fields = ReadNamed(ref reader);
                return fields.IsEmpty
                    ? throw reader.Error("Many1", $"the record '{name}' has no fields")
                    : new RecordType(name, fields);
            default:
                throw reader.Error("Alt", $"there is no kind {kind} of types");
        }
    }

    /// <summary>Reads a type.</summary>
    public static IType ReadType(ref SectionReader reader)
    {
        int depth = 0;
        byte code = reader.ReadByte();
        while (code == TypeCode.Array)
        {
            if (++depth > Limits.MaxTypeDepth)
            {
                throw reader.Error("TooLarge", $"arrays lie more than {Limits.MaxTypeDepth} deep in each other");
            }

            code = reader.ReadByte();
        }

        IType type = code == TypeCode.Record
            ? IType.Record(reader.ReadIndex())
            : TypeCode.Find(code) ?? throw reader.Error("Alt", $"there is no type 0x{code:x2}");
        for (; depth > 0; depth--)
        {
            type = IType.ArrayOf(type);
        }

        return type;
    }

    private static ImmutableArray<NamedType> ReadNamed(ref SectionReader reader)
    {
        int count = reader.ReadListCount();
        ImmutableArray<NamedType>.Builder items = ImmutableArray.CreateBuilder<NamedType>(count);
        for (int i = 0; i < count; i++)
        {
            string name = reader.ReadString();
            items.Add(new NamedType(name, ReadType(ref reader)));
        }

        return items.MoveToImmutable();
    }

    private static ImmutableArray<IType> ReadTypes(ref SectionReader reader)
    {
        int count = reader.ReadListCount();
        ImmutableArray<IType>.Builder items = ImmutableArray.CreateBuilder<IType>(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(ReadType(ref reader));
        }

        return items.MoveToImmutable();
    }
}
