using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.Ethereum.Keystores;
using Fluence.Ethereum.Rlp;
using Fluence.Ethereum.Tests.Abi;
using Fluence.Ethereum.Transactions;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests;

/// <summary>What we encode is what viem encodes, and each reads what the other wrote; of keystores it is ethers.</summary>
public sealed class SecondOpinionTests
{
    [NodeFact("market")]
    public async Task Viem_encodes_values_of_any_type_alike()
    {
        await using Viem viem = new();
        Random random = new(11);
        for (int i = 0; i < 500; i++)
        {
            AnyType type = AnyType.Random(random, 4);
            JsonNode value = type.Make(random);
            string ours = Hex.Of(type.Encode(value));
            JsonElement answer = await viem.AskAsync(new JsonObject
            {
                ["kind"] = "abi", ["types"] = new JsonArray(type.Parameter.DeepClone()), ["values"] = new JsonArray(value.DeepClone()), ["ours"] = ours,
            });
            Assert.True(answer.GetProperty("encoded").GetString() == ours, $"{type.Name} {value}");
            Assert.True(answer.GetProperty("decodes").GetBoolean(), $"{type.Name} {value}");
        }
    }

    [NodeFact("market")]
    public async Task Viem_encodes_lists_of_bytes_and_hashes_alike()
    {
        await using Viem viem = new();
        Random random = new(12);
        for (int i = 0; i < 200; i++)
        {
            RlpWriter writer = new();
            JsonNode item = Item(random, writer, 4);
            Assert.Equal(Hex.Of(writer.ToArray()), (await viem.AskAsync(new JsonObject { ["kind"] = "rlp", ["item"] = item })).GetString());
            byte[] data = new byte[random.Next(500)];
            random.NextBytes(data);
            Assert.Equal(Hex.Of(Keccak256.Hash(data)), (await viem.AskAsync(new JsonObject { ["kind"] = "keccak", ["data"] = Hex.Of(data) })).GetString());
        }
    }

    [NodeFact("market")]
    public async Task Viem_signs_transactions_alike_and_they_tell_who_signed()
    {
        await using Viem viem = new();
        Random random = new(13);
        for (int i = 0; i < 100; i++)
        {
            Wallet wallet = Wallet.Create();
            UnsignedTransaction transaction = Random(random);
            SignedTransaction signed = transaction.Sign(wallet);
            JsonObject fields = new()
            {
                ["type"] = transaction.Fee.IsLegacy ? "legacy" : "eip1559",
                ["chainId"] = transaction.ChainId.ToString(CultureInfo.InvariantCulture),
                ["nonce"] = transaction.Nonce.ToString(CultureInfo.InvariantCulture),
                ["gas"] = transaction.Gas.ToString(CultureInfo.InvariantCulture),
                ["value"] = transaction.Value.ToString(CultureInfo.InvariantCulture),
                ["data"] = Hex.Of(transaction.Data.Span),
            };
            fields[transaction.Fee.IsLegacy ? "gasPrice" : "maxFeePerGas"] = transaction.Fee.MaxPerGas.ToString(CultureInfo.InvariantCulture);
            if (!transaction.Fee.IsLegacy)
            {
                fields["maxPriorityFeePerGas"] = transaction.Fee.PriorityPerGas.ToString(CultureInfo.InvariantCulture);
            }

            if (transaction.To is { } to)
            {
                fields["to"] = to.ToString();
            }

            JsonElement answer = await viem.AskAsync(new JsonObject
            {
                ["kind"] = "transaction", ["key"] = Hex.Of(wallet.PrivateKey.Span), ["transaction"] = fields,
            });
            Assert.Equal(wallet.Address.ToString(), answer.GetProperty("address").GetString());
            Assert.Equal(answer.GetProperty("raw").GetString(), Hex.Of(signed.Raw.Span));
            Assert.True(SignedTransaction.TryParse(signed.Raw.Span, out SignedTransaction? read));
            Assert.Equal((wallet.Address, signed.Hash), (read.From, read.Hash));
            Assert.Equal(
                transaction with { Data = default, Fee = read.Transaction.Fee }, read.Transaction with { Data = default });
        }
    }

    [NodeFact("market")]
    public async Task Ethers_opens_our_keystores_and_we_open_its()
    {
        await using Viem viem = new();
        Wallet wallet = Wallet.Create();
        string key = Hex.Of(wallet.PrivateKey.Span);
        string file = wallet.ToKeystore("pässword", KeystoreCost.Light);
        Assert.Equal(key, (await viem.AskAsync(new JsonObject { ["kind"] = "open", ["file"] = file, ["password"] = "pässword" })).GetString());
        string theirs = (await viem.AskAsync(new JsonObject { ["kind"] = "seal", ["key"] = key, ["password"] = "pässword" })).GetString()!;
        Assert.Equal(wallet.Address, Wallet.FromKeystore(theirs, "pässword").Address);
    }

    [Fact]
    public void Arbitrary_bytes_are_a_transaction_or_not()
    {
        Random random = new(14);
        Wallet wallet = Wallet.Create();
        for (int i = 0; i < 1000; i++)
        {
            byte[] raw = Random(random).Sign(wallet).Raw.ToArray();
            raw[random.Next(raw.Length)] ^= (byte)(1 << random.Next(8));
            if (SignedTransaction.TryParse(raw, out SignedTransaction? read))
            {
                Assert.Equal(raw, read.Raw.ToArray());
            }

            Assert.False(SignedTransaction.TryParse(raw.AsSpan(0, random.Next(raw.Length)), out _));
        }
    }

    // of EIP-155
    [Fact]
    public void The_example_of_EIP_155()
    {
        Wallet wallet = Wallet.Parse("4646464646464646464646464646464646464646464646464646464646464646");
        UnsignedTransaction transaction = new(
            1, 9, GasFee.Legacy(20_000_000_000), 21_000, Address.Parse("0x3535353535353535353535353535353535353535"), BigInteger.Pow(10, 18), default);
        Assert.Equal("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53", Convert.ToHexStringLower(transaction.SigningHash()));
        Assert.Equal(
            "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc2195fe537567866003e1a15d"
            + "3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
            Convert.ToHexStringLower(transaction.Sign(wallet).Raw.Span));
    }

    private static UnsignedTransaction Random(Random random)
    {
        byte[] data = new byte[random.Next(100)];
        random.NextBytes(data);
        GasFee fee = random.Next(3) == 0
            ? GasFee.Legacy(random.NextInt64(1, long.MaxValue))
            : new GasFee(random.NextInt64(1L << 40, 1L << 50), random.NextInt64(1, 1L << 40));
        return new UnsignedTransaction(
            random.Next(1, 1 << 30), (ulong)random.Next(), fee, (ulong)random.Next(21_000, 1 << 25),
            random.Next(4) == 0 ? null : Address.FromBytes(RandomNumberGenerator.GetBytes(20)), random.NextInt64(), data);
    }

    private static JsonNode Item(Random random, RlpWriter writer, int depth)
    {
        if (depth == 0 || random.Next(2) == 0)
        {
            byte[] bytes = new byte[random.Next(4) == 0 ? random.Next(300) : random.Next(3)];
            random.NextBytes(bytes);
            writer.Write(bytes);
            return Hex.Of(bytes);
        }

        JsonArray items = [];
        writer.StartList();
        for (int i = random.Next(5); i > 0; i--)
        {
            items.Add((JsonNode?)Item(random, writer, depth - 1));
        }

        writer.EndList();
        return items;
    }

    private sealed class Viem : IAsyncDisposable
    {
        private readonly System.Diagnostics.Process _process;
        private readonly NodeProcess _node;

        public Viem()
        {
            _process = NodeProgram.Start("market", "encodings.mjs");
            _node = new NodeProcess(_process);
        }

        public async Task<JsonElement> AskAsync(JsonObject question)
        {
            await _process.StandardInput.WriteLineAsync(question.ToJsonString());
            await _process.StandardInput.FlushAsync();
            return (await _node.ReadAsync()).GetProperty("answer");
        }

        public ValueTask DisposeAsync() => _node.DisposeAsync();
    }
}
