namespace Fluence.Wasm.Wasi.Files;

/// <summary>What a guest has open, by number. A new descriptor takes the lowest free number.</summary>
internal sealed class DescriptorTable(int capacity) : IDisposable
{
    private readonly List<Descriptor?> _descriptors = [];
    private int _open;

    /// <summary>Opens a descriptor and gives its number.</summary>
    public uint Add(Descriptor descriptor)
    {
        if (_open == capacity)
        {
            descriptor.Dispose();
            throw new WasiException(WasiErrno.TooManyFiles);
        }

        _open++;
        int free = _descriptors.IndexOf(null);
        if (free < 0)
        {
            _descriptors.Add(descriptor);
            return (uint)(_descriptors.Count - 1);
        }

        _descriptors[free] = descriptor;
        return (uint)free;
    }

    /// <summary>The descriptor of a number.</summary>
    public Descriptor Get(uint number) => number < (uint)_descriptors.Count && _descriptors[(int)number] is { } descriptor
        ? descriptor
        : throw new WasiException(WasiErrno.BadDescriptor);

    /// <summary>The file or stream of a number, allowed what is needed.</summary>
    public T Get<T>(uint number, Rights needed, WasiErrno otherKind)
        where T : Descriptor
    {
        Descriptor descriptor = Get(number);
        T wanted = descriptor as T ?? throw new WasiException(otherKind);
        wanted.Demand(needed);
        return wanted;
    }

    /// <summary>The folder of a number, allowed what is needed.</summary>
    public FolderDescriptor Folder(uint number, Rights needed) => Get<FolderDescriptor>(number, needed, WasiErrno.NotDirectory);

    /// <summary>Closes a descriptor.</summary>
    public void Close(uint number)
    {
        Get(number).Dispose();
        _descriptors[(int)number] = null;
        _open--;
    }

    /// <summary>Gives a descriptor another number, closing what had it.</summary>
    public void Renumber(uint from, uint to)
    {
        Descriptor moved = Get(from), replaced = Get(to);
        if (from == to)
        {
            return;
        }

        replaced.Dispose();
        _descriptors[(int)to] = moved;
        _descriptors[(int)from] = null;
        _open--;
    }

    public void Dispose()
    {
        foreach (Descriptor? descriptor in _descriptors)
        {
            descriptor?.Dispose();
        }

        _descriptors.Clear();
        _open = 0;
    }
}
