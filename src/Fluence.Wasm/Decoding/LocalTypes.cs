namespace Fluence.Wasm.Decoding;

/// <summary>The types of a function's locals, kept as runs: a few bytes can declare tens of thousands.</summary>
internal sealed class LocalTypes
{
    private readonly List<int> _ends = [];
    private readonly List<WasmValueType> _types = [];

    /// <summary>The number of locals, parameters included.</summary>
    internal int Count => _ends.Count == 0 ? 0 : _ends[^1];

    internal WasmValueType this[int index]
    {
        get
        {
            int run = 0;
            if (_ends.Count > 8)
            {
                int found = _ends.BinarySearch(index + 1);
                return _types[found >= 0 ? found : ~found];
            }

            while (index >= _ends[run])
            {
                run++;
            }

            return _types[run];
        }
    }

    /// <summary>Reads the declarations at the start of a body.</summary>
    internal void Read(ref WasmReader reader, WasmFunctionType function, WasmLimits limits)
    {
        _ends.Clear();
        _types.Clear();
        foreach (WasmValueType type in function.Parameters)
        {
            Add(1, type);
        }

        ulong total = 0;
        int runs = reader.ReadCount(limits.MaxFunctionBytes, "local declarations");
        for (int i = 0; i < runs; i++)
        {
            uint count = reader.ReadU32();
            total += count;
            if (total > uint.MaxValue)
            {
                throw reader.Error("too many locals");
            }

            WasmValueType type = TypeReader.ReadValueType(ref reader);
            if (total + (ulong)function.Parameters.Length > (ulong)limits.MaxLocals)
            {
                throw reader.Error($"too many locals: {total}, at most {limits.MaxLocals} are allowed");
            }

            Add((int)count, type);
        }
    }

    private void Add(int count, WasmValueType type)
    {
        if (count == 0)
        {
            return;
        }

        int end = Count + count;
        if (_types.Count > 0 && _types[^1] == type)
        {
            _ends[^1] = end;
            return;
        }

        _ends.Add(end);
        _types.Add(type);
    }
}
