using System.Buffers;

namespace Fluence.Marine.Services.Effectors;

/// <summary>Reads an output of a program up to a bound, on a thread of its own because a program may fill several at once.</summary>
internal sealed class BoundedOutput
{
    private const int ChunkSize = 16_384;

    private readonly ArrayBufferWriter<byte> _all = new();
    private readonly Thread _reader;
    private volatile bool _isExceeded;

    public BoundedOutput(Stream source, int most, Action exceeded)
    {
        _reader = new Thread(() => Read(source, most, exceeded)) { IsBackground = true };
        _reader.Start();
    }

    public bool IsExceeded => _isExceeded;

    /// <summary>Waits for the end of the output; false if it has not come when the time is over.</summary>
    public bool WaitForEnd(TimeSpan time) => _reader.Join(time);

    /// <summary>What there is of the output.</summary>
    public byte[] ToArray()
    {
        lock (_all)
        {
            return _all.WrittenSpan.ToArray();
        }
    }

    private void Read(Stream source, int most, Action exceeded)
    {
        byte[] chunk = new byte[ChunkSize];
        try
        {
            for (int count; (count = source.Read(chunk)) > 0 && !_isExceeded;)
            {
                lock (_all)
                {
                    _all.Write(chunk.AsSpan(0, count));
                    _isExceeded = _all.WrittenCount > most;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // the program was ended in the middle of a write
        }

        if (_isExceeded)
        {
            exceeded();
        }
    }
}
