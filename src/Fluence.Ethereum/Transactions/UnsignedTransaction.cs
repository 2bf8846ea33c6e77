using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum.Rlp;

namespace Fluence.Ethereum.Transactions;

/// <summary>A transaction before it is signed.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Nonce">The number of transactions that the account sent before it.</param>
/// <param name="Fee">What a unit of gas is paid.</param>
/// <param name="Gas">The most gas that it may use.</param>
/// <param name="To">Who is called; null where a contract is made.</param>
/// <param name="Value">What is paid, in wei.</param>
/// <param name="Data">The input of the call, or the code that makes the contract.</param>
public sealed record UnsignedTransaction(
    BigInteger ChainId, ulong Nonce, GasFee Fee, ulong Gas, Address? To, BigInteger Value, ReadOnlyMemory<byte> Data)
{
    private const byte DynamicFeeType = 2;

    /// <summary>The hash that is signed.</summary>
    public byte[] SigningHash() => Keccak256.Hash(Encode(null));

    /// <summary>Signs it: EIP-1559, or EIP-155 where the fee is a price.</summary>
    public SignedTransaction Sign(Wallet wallet)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        byte[] raw = Encode(wallet.Sign(SigningHash()));
        return new SignedTransaction(this, wallet.Address, Bytes32.FromBytes(Keccak256.Hash(raw)), raw);
    }

    private byte[] Encode(Secp256k1Signature? signature)
    {
        RlpWriter writer = new();
        writer.StartList();
        if (!Fee.IsLegacy)
        {
            writer.Write(ChainId);
        }

        writer.Write(Nonce);
        if (!Fee.IsLegacy)
        {
            writer.Write(Fee.PriorityPerGas);
        }

        writer.Write(Fee.MaxPerGas);
        writer.Write(Gas);
        writer.Write(To is { } to ? to.Span : []);
        writer.Write(Value);
        writer.Write(Data.Span);
        if (!Fee.IsLegacy)
        {
            // an empty access list
            writer.StartList();
            writer.EndList();
        }

        WriteSignature(writer, signature);
        writer.EndList();
        return Fee.IsLegacy ? writer.ToArray() : [DynamicFeeType, .. writer.ToArray()];
    }

    private void WriteSignature(RlpWriter writer, Secp256k1Signature? signature)
    {
        if (signature is null)
        {
            if (Fee.IsLegacy)
            {
                writer.Write(ChainId);
                writer.Write(0);
                writer.Write(0);
            }

            return;
        }

        writer.Write(Fee.IsLegacy ? (ChainId * 2) + 35 + signature.Recovery : signature.Recovery);
        writer.Write(new BigInteger(signature.R.Span, isUnsigned: true, isBigEndian: true));
        writer.Write(new BigInteger(signature.S.Span, isUnsigned: true, isBigEndian: true));
    }
}
