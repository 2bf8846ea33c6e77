using Fluence.Ipfs.Bitswap;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Tests.Bitswap;

public sealed class BitswapCodecTests
{
    private static readonly Block Hello = Block.Of(Multicodec.Raw, "hello"u8.ToArray());
    private static readonly Block Old = Block.OfV0(new DagPbNode([], "x"u8.ToArray()).Encode());

    private static BitswapMessage Sample { get; } = new(
        [
            new Want(Hello.Cid, 7, IsCancel: false, OnlyPresence: true, SendDontHave: true),
            new Want(Old.Cid, 1, IsCancel: true, OnlyPresence: false, SendDontHave: false),
        ],
        true, [Hello, Old], [new BlockPresence(Hello.Cid, true), new BlockPresence(Old.Cid, false)]);

    [Fact]
    public void A_message_comes_back_as_it_was()
    {
        BitswapMessage read = BitswapCodec.Decode(BitswapCodec.Encode(Sample));

        Assert.Equal(Sample.Wants.AsEnumerable(), read.Wants);
        Assert.Equal(Sample.Presences.AsEnumerable(), read.Presences);
        Assert.Equal(Sample.Blocks.Select(block => block.Cid), read.Blocks.Select(block => block.Cid));
        Assert.Equal(Sample.Blocks[1].Data.ToArray(), read.Blocks[1].Data.ToArray());
        Assert.True(read.IsFull);
        Assert.True(BitswapCodec.Decode(BitswapCodec.Encode(BitswapMessage.Empty)).IsEmpty);
    }

    [Fact]
    public void The_id_of_a_block_follows_from_its_bytes()
    {
        byte[] bytes = BitswapCodec.Encode(BitswapMessage.Empty with { Blocks = [Hello with { Data = "hellO"u8.ToArray() }] });

        Block read = Assert.Single(BitswapCodec.Decode(bytes).Blocks);
        Assert.Equal(Block.Of(Multicodec.Raw, "hellO"u8.ToArray()).Cid, read.Cid);
    }

    [Fact]
    public void Blocks_of_unknown_hashes_are_left_out()
    {
        Cid strange = new(Multicodec.Raw, new Multihash(0xd5, new byte[20]));

        Assert.Empty(BitswapCodec.Decode(BitswapCodec.Encode(BitswapMessage.Empty with { Blocks = [Hello with { Cid = strange }] })).Blocks);
    }

    [Fact]
    public void Too_many_entries_are_refused()
    {
        BitswapMessage many = BitswapMessage.Empty with { Presences = [.. Enumerable.Repeat(new BlockPresence(Hello.Cid, true), 16 * 1024 + 1)] };

        Assert.Throws<IpfsFormatException>(() => BitswapCodec.Decode(BitswapCodec.Encode(many)));
        Assert.Throws<IpfsFormatException>(() => BitswapCodec.Decode(BitswapCodec.Encode(BitswapMessage.Empty with
        {
            Wants = [.. Enumerable.Repeat(Sample.Wants[0], 16 * 1024 + 1)],
        })));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        Random random = new(11);
        byte[] sample = BitswapCodec.Encode(Sample);
        int read = 0;
        for (int i = 0; i < 30_000; i++)
        {
            byte[] bytes = [.. sample];
            switch (i % 3)
            {
                case 0:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 1:
                    bytes = new byte[random.Next(64)];
                    random.NextBytes(bytes);
                    break;
                default:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
            }

            try
            {
                foreach (Block block in BitswapCodec.Decode(bytes).Blocks)
                {
                    Block.Verified(block.Cid, block.Data);
                }

                read++;
            }
            catch (IpfsFormatException)
            {
                // as it is to be
            }
        }

        Assert.InRange(read, 1000, 29_000);
    }
}
