using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum.Rlp;

namespace Fluence.Ethereum.Transactions;

/// <summary>A transaction that can be sent.</summary>
/// <param name="Transaction">What is signed.</param>
/// <param name="From">Who signed.</param>
/// <param name="Hash">The hash of the bytes, its id on the chain.</param>
/// <param name="Raw">The bytes.</param>
public sealed record SignedTransaction(UnsignedTransaction Transaction, Address From, Bytes32 Hash, ReadOnlyMemory<byte> Raw)
{
    /// <summary>Reads the bytes of a transaction of EIP-1559 without an access list, or of EIP-155, and finds out who signed it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> raw, [NotNullWhen(true)] out SignedTransaction? transaction)
    {
        transaction = null;
        try
        {
            transaction = raw is [2, ..] ? ReadDynamic(raw) : ReadLegacy(raw);
        }
        catch (RlpException)
        {
            return false;
        }

        return transaction is not null;
    }

    private static SignedTransaction? ReadDynamic(ReadOnlySpan<byte> raw)
    {
        RlpReader envelope = new(raw[1..]);
        RlpReader fields = envelope.ReadList();
        envelope.End();
        BigInteger chain = fields.ReadNumber();
        ulong nonce = fields.ReadUInt64();
        BigInteger priority = fields.ReadNumber();
        GasFee fee = new(fields.ReadNumber(), priority);
        UnsignedTransaction content = ReadContent(ref fields, chain, nonce, fee, out bool isAddress);
        fields.ReadList().End();
        BigInteger parity = fields.ReadNumber();
        return isAddress && parity <= 1 ? Finish(raw, ref fields, content, (int)parity) : null;
    }

    private static SignedTransaction? ReadLegacy(ReadOnlySpan<byte> raw)
    {
        RlpReader envelope = new(raw);
        RlpReader fields = envelope.ReadList();
        envelope.End();
        ulong nonce = fields.ReadUInt64();
        GasFee fee = GasFee.Legacy(fields.ReadNumber());
        UnsignedTransaction content = ReadContent(ref fields, 0, nonce, fee, out bool isAddress);
        BigInteger v = fields.ReadNumber();
        return isAddress && v >= 35
            ? Finish(raw, ref fields, content with { ChainId = (v - 35) / 2 }, (int)((v - 35) % 2))
            : null;
    }

    private static UnsignedTransaction ReadContent(ref RlpReader fields, BigInteger chain, ulong nonce, GasFee fee, out bool isAddress)
    {
        ulong gas = fields.ReadUInt64();
        ReadOnlySpan<byte> to = fields.ReadBytes();
        BigInteger value = fields.ReadNumber();
        isAddress = to.Length is 0 or Address.Length;
        Address? recipient = to.Length == Address.Length ? Address.FromBytes(to) : null;
        return new UnsignedTransaction(chain, nonce, fee, gas, recipient, value, fields.ReadBytes().ToArray());
    }

    private static SignedTransaction? Finish(ReadOnlySpan<byte> raw, ref RlpReader fields, UnsignedTransaction content, int parity)
    {
        Bytes32 r = Bytes32.FromNumber(fields.ReadNumber());
        Bytes32 s = Bytes32.FromNumber(fields.ReadNumber());
        fields.End();
        Secp256k1Signature signature = new(r.Span.ToArray(), s.Span.ToArray(), parity);
        return Secp256k1.TryRecover(content.SigningHash(), signature, out byte[]? key)
            ? new SignedTransaction(content, Address.OfPublicKey(key), Bytes32.FromBytes(Keccak256.Hash(raw)), raw.ToArray())
            : null;
    }
}
