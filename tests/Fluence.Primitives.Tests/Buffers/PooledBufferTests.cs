using Fluence.Primitives.Buffers;

namespace Fluence.Primitives.Tests.Buffers;

public sealed class PooledBufferTests
{
    [Fact]
    public void Everything_written_in_any_way_comes_out_in_order()
    {
        Random random = new(1);
        using PooledBuffer buffer = new(1);
        List<byte> expected = [];
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = new byte[random.Next(100)];
            random.NextBytes(bytes);
            switch (i % 4)
            {
                case 0:
                    buffer.Write(bytes);
                    expected.AddRange(bytes);
                    break;
                case 1:
                    bytes.CopyTo(buffer.GetSpan(bytes.Length));
                    buffer.Advance(bytes.Length);
                    expected.AddRange(bytes);
                    break;
                case 2:
                    bytes.CopyTo(buffer.GetMemory(bytes.Length));
                    buffer.Advance(bytes.Length);
                    expected.AddRange(bytes);
                    break;
                default:
                    int length = random.Next(Math.Min(100, buffer.Length)), start = random.Next(buffer.Length - length);
                    buffer.Repeat(start, length);
                    expected.AddRange(expected.GetRange(start, length));
                    break;
            }
        }

        Assert.Equal(expected, buffer.ToArray());
        buffer.Clear();
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void No_more_can_be_claimed_than_there_is_room()
    {
        using PooledBuffer buffer = new(16);
        int room = buffer.GetSpan().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(room + 1));
    }
}
