namespace Fluence.Ethereum.Abi;

/// <summary>A type of the contract ABI.</summary>
public abstract class AbiType
{
    private protected AbiType(string name, bool isDynamic, int headLength)
    {
        Name = name;
        IsDynamic = isDynamic;
        HeadLength = headLength;
    }

    /// <summary>The name as signatures hold it, like <c>(bytes4,bytes32)[]</c>.</summary>
    public string Name { get; }

    /// <summary>Whether values vary in length, so that an offset stands in their place.</summary>
    public bool IsDynamic { get; }

    /// <summary>How many bytes a value, or its offset, takes among the values around it.</summary>
    public int HeadLength { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A type of the contract ABI whose values are <typeparamref name="T"/> here.</summary>
/// <typeparam name="T">The values.</typeparam>
public abstract class AbiType<T> : AbiType
{
    /// <summary>A type.</summary>
    protected AbiType(string name, bool isDynamic, int headLength)
        : base(name, isDynamic, headLength)
    {
    }

    /// <summary>Writes a value: in the head where it is static, at the end where it is dynamic.</summary>
    public abstract void Write(AbiWriter writer, T value);

    /// <summary>Reads a value from where <see cref="Write"/> writes it.</summary>
    /// <exception cref="AbiException">It is not one.</exception>
    public abstract T Read(ref AbiReader reader);

    /// <summary>The encoding of one value, as <c>abi.encode(value)</c> gives it.</summary>
    public byte[] Encode(T value)
    {
        AbiWriter writer = new();
        writer.StartFrame(HeadLength);
        writer.Write(this, value);
        return writer.ToArray();
    }

    /// <summary>Reads one value that <see cref="Encode"/> has written.</summary>
    /// <exception cref="AbiException">The bytes are not one.</exception>
    public T Decode(ReadOnlySpan<byte> data)
    {
        AbiReader reader = new(data);
        reader.StartFrame(HeadLength);
        T value = reader.Read(this);
        reader.End();
        return value;
    }
}
