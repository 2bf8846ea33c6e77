using Fluence.Primitives.Json;

namespace Fluence.Primitives.Tests.Json;

public sealed class JsonFuzzTests
{
    private static readonly byte[] Seed = System.Text.Encoding.UTF8.GetBytes("""{"a":[1,-2.5e3,true,null,"x\né😀"],"b":{"c":"","d":12345678901234567890}}""");

    [Fact]
    public void Random_bytes_and_damaged_texts_never_throw_and_what_is_accepted_round_trips()
    {
        Random random = new(20240601);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = i % 4 == 0 ? RandomBytes(random) : Damage(random);
            if (JsonValue.TryParse(text, out JsonValue? value, out _))
            {
                accepted++;
                byte[] printed = value.ToUtf8();
                Assert.True(JsonValue.TryParse(printed, out JsonValue? again, out _));
                Assert.Equal(again.ToUtf8(), JsonValue.Parse(again.ToUtf8()).ToUtf8());
            }

            Assert.Equal(value is not null && text.AsSpan().SequenceEqual(value.ToUtf8()), CanonicalJson.IsCanonical(text));
        }

        Assert.InRange(accepted, 500, 19_000);
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Damage(Random random)
    {
        byte[] bytes = [.. Seed];
        for (int flips = random.Next(3); flips > 0; flips--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
