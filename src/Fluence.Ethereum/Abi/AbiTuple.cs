namespace Fluence.Ethereum.Abi;

/// <summary>Several values after each other: a struct, or the arguments or results of a function, or the data of an event.</summary>
/// <typeparam name="T">What holds them.</typeparam>
public abstract class AbiTuple<T> : AbiType<T>
{
    private readonly int _membersLength;

    /// <summary>A tuple of members of these types.</summary>
    protected AbiTuple(params ReadOnlySpan<AbiType> members)
        : base(NameOf(members), IsAnyDynamic(members), IsAnyDynamic(members) ? AbiWriter.WordLength : LengthOf(members))
    {
        _membersLength = LengthOf(members);
    }

    /// <inheritdoc/>
    public sealed override void Write(AbiWriter writer, T value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (IsDynamic)
        {
            writer.StartFrame(_membersLength);
        }

        WriteMembers(writer, value);
    }

    /// <inheritdoc/>
    public sealed override T Read(ref AbiReader reader)
    {
        if (IsDynamic)
        {
            reader.StartFrame(_membersLength);
        }

        return ReadMembers(ref reader);
    }

    /// <summary>The encoding of the members alone, as the arguments of a function have it, after a prefix.</summary>
    public byte[] EncodeMembers(T value, ReadOnlySpan<byte> prefix = default)
    {
        AbiWriter writer = new();
        writer.StartFrame(_membersLength);
        WriteMembers(writer, value);
        return [.. prefix, .. writer.ToArray()];
    }

    /// <summary>Reads what <see cref="EncodeMembers"/> has written, without the prefix.</summary>
    /// <exception cref="AbiException">The bytes are something else.</exception>
    public T DecodeMembers(ReadOnlySpan<byte> data)
    {
        AbiReader reader = new(data);
        reader.StartFrame(_membersLength);
        T value = ReadMembers(ref reader);
        reader.End();
        return value;
    }

    /// <summary>Reads what <see cref="EncodeMembers"/> has written; false where the bytes are something else.</summary>
    public bool TryDecodeMembers(ReadOnlySpan<byte> data, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = DecodeMembers(data);
            return true;
        }
        catch (AbiException)
        {
            value = default;
            return false;
        }
    }

    /// <summary>Writes the members.</summary>
    protected abstract void WriteMembers(AbiWriter writer, T value);

    /// <summary>Reads the members.</summary>
    protected abstract T ReadMembers(ref AbiReader reader);

    private static string NameOf(ReadOnlySpan<AbiType> members)
    {
        List<string> names = [];
        foreach (AbiType member in members)
        {
            names.Add(member.Name);
        }

        return $"({string.Join(',', names)})";
    }

    private static bool IsAnyDynamic(ReadOnlySpan<AbiType> members)
    {
        foreach (AbiType member in members)
        {
            if (member.IsDynamic)
            {
                return true;
            }
        }

        return false;
    }

    private static int LengthOf(ReadOnlySpan<AbiType> members)
    {
        int length = 0;
        foreach (AbiType member in members)
        {
            length += member.HeadLength;
        }

        return length;
    }
}
