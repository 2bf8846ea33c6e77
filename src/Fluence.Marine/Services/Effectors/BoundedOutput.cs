namespace Fluence.Marine.Services.Effectors;

/// <summary>Reads an output of a program up to a bound, on a thread of its own because a program may fill several at once.</summary>
internal sealed class BoundedOutput
{
    private const int ChunkSize = 16_384;

    private readonly Thread _reader;
    private byte[] _all = [];

    public BoundedOutput(Stream source, int most, Action exceeded)
    {
        _reader = new Thread(() => Read(source, most, exceeded)) { IsBackground = true };
        _reader.Start();
    }

    public bool IsExceeded { get; private set; }

    /// <summary>Waits for the end of the output.</summary>
    public byte[] ReadAll()
    {
        _reader.Join();
        return _all;
    }

    private void Read(Stream source, int most, Action exceeded)
    {
        using MemoryStream all = new();
        byte[] chunk = new byte[ChunkSize];
        try
        {
            for (int count; (count = source.Read(chunk)) > 0 && !IsExceeded;)
            {
                all.Write(chunk.AsSpan(0, count));
                IsExceeded = all.Length > most;
            }
        }
        catch (IOException)
        {
            // the program was ended in the middle of a write
        }

        if (IsExceeded)
        {
            exceeded();
        }

        _all = all.ToArray();
    }
}
