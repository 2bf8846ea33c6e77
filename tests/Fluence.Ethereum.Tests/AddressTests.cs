namespace Fluence.Ethereum.Tests;

public sealed class AddressTests
{
    // of EIP-55
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Checksums_of_the_standard(string text)
    {
        Address address = Address.Parse(text);
        Assert.Equal(text, address.ToString());
        Assert.Equal(address, Address.Parse(text.ToLowerInvariant()));
        Assert.Equal(address, Address.Parse("0x" + text[2..].ToUpperInvariant()));
        Assert.Equal(address, Address.Parse(text[2..]));
        Assert.Equal(address, Address.FromBytes(address.Span));
    }

    [Theory]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_address_is_refused(string? text) => Assert.False(Address.TryParse(text, out _));

    [Fact]
    public void A_contract_is_where_its_maker_and_nonce_say()
    {
        Address maker = Address.Parse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
        Assert.Equal(Address.Parse("0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"), Address.OfContract(maker, 0));
        Assert.Equal(Address.Parse("0x343c43a37d37dff08ae8c4a11544c718abb4fcf8"), Address.OfContract(maker, 1));
        Assert.Equal(Address.Parse("0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91"), Address.OfContract(maker, 2));
    }

    [Theory]
    [InlineData("0x0")]
    [InlineData("0x41")]
    [InlineData("0x400")]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Quantities_are_written_as_they_are_read(string text)
    {
        Assert.True(Hex.TryParseQuantity(text, out System.Numerics.BigInteger number));
        Assert.Equal(text, Hex.Quantity(number));
    }
}
