using System.Buffers.Binary;

namespace Fluence.RandomX.Superscalar;

/// <summary>Random numbers that a seed determines (specification, 3.5).</summary>
internal sealed class BlakeGenerator
{
    private readonly byte[] _state = new byte[64];
    private int _used;

    /// <param name="seed">At most 60 bytes.</param>
    internal BlakeGenerator(ReadOnlySpan<byte> seed)
    {
        seed.CopyTo(_state);
        _used = _state.Length;
    }

    internal byte NextByte()
    {
        Require(1);
        return _state[_used++];
    }

    internal uint NextUInt32()
    {
        Require(4);
        _used += 4;
        return BinaryPrimitives.ReadUInt32LittleEndian(_state.AsSpan(_used - 4));
    }

    private void Require(int bytes)
    {
        if (_used + bytes > _state.Length)
        {
            Blake2b.Hash(_state, _state);
            _used = 0;
        }
    }
}
