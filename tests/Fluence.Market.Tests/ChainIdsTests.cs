using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Primitives.Content;

namespace Fluence.Market.Tests;

public sealed class ChainIdsTests
{
    [Fact]
    public void A_peer_is_its_key()
    {
        PeerId peer = PeerId.Parse("12D3KooWBSZwCLyEYqTB9oPRTy8R1ka9Mkf9yGrMkK5aCVQ7NcJU");
        Bytes32 key = peer.ToChain();
        Assert.Equal(peer, key.ToPeerId());
        Assert.Equal(Convert.ToHexStringLower(peer.Bytes.Span)[12..], key.ToString()[2..]);
        for (int i = 0; i < 100; i++)
        {
            PeerId other = KeyPair.Generate().PeerId;
            Assert.Equal(other, other.ToChain().ToPeerId());
        }
    }

    [Fact]
    public void A_content_id_is_four_bytes_and_a_hash()
    {
        Assert.True(Cid.TryParse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", out Cid cid));
        CIDV1 value = cid.ToChain();
        Assert.Equal("0x01551220", value.Prefixes.ToString());
        Assert.Equal("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", value.Hash.ToString());
        Assert.True(value.TryToCid(out Cid back));
        Assert.Equal(cid, back);
        Assert.Equal(cid.ToString(), value.ToText());
    }

    [Theory]
    [InlineData("QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n")]
    [InlineData("bafkqaaa")]
    public void Other_content_ids_cannot_stand_on_the_chain(string text)
    {
        Assert.True(Cid.TryParseAny(text, out Cid cid));
        Assert.Contains("cannot stand on the chain", Assert.Throws<FormatException>(() => cid.ToChain()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_content_id_on_the_chain_is_shown_as_it_is()
    {
        CIDV1 value = new(new Bytes4(0), Bytes32.FromNumber(1));
        Assert.False(value.TryToCid(out _));
        Assert.Equal("0x00000000" + new string('0', 63) + "1", value.ToText());
    }
}
