using System.Text;
using System.Text.Json;
using Fluence.Ethereum.JsonRpc;

namespace Fluence.Ethereum.Tests.JsonRpc;

/// <summary>Whatever an endpoint answers is what it should be, or is said to be wrong.</summary>
public sealed class AnswerTests
{
    private static readonly string Hash = "0x" + new string('1', 64);

    private static readonly string Log = $$"""
        {"address": "0x1111111111111111111111111111111111111111", "topics": ["{{Hash}}"], "data": "0x01", "blockNumber": "0x1",
         "blockHash": "{{Hash}}", "transactionHash": "{{Hash}}", "transactionIndex": "0x0", "logIndex": "0x0", "removed": false}
        """;

    private static readonly string Receipt = $$"""
        {"transactionHash": "{{Hash}}", "blockHash": "{{Hash}}", "blockNumber": "0x5", "from": "0x1111111111111111111111111111111111111111",
         "to": null, "contractAddress": "0x1111111111111111111111111111111111111111", "status": "0x1", "gasUsed": "0x10",
         "effectiveGasPrice": "0x3b9aca00", "logs": [{{Log}}]}
        """;

    [Fact]
    public async Task A_receipt_is_read()
    {
        await using Fixed transport = new(JsonSerializer.Deserialize<JsonElement>(Receipt));
        await using EthereumClient client = new(transport);
        Receipt? receipt = await client.GetReceiptAsync(default);
        Assert.Equal((5UL, true, 16UL), (receipt!.BlockNumber, receipt.IsSuccess, receipt.GasUsed));
        Assert.Equal(Bytes32.Parse(Hash), Assert.Single(Assert.Single(receipt.Logs).Topics));
    }

    [Fact]
    public async Task Spoilt_answers_are_read_or_said_to_be_wrong()
    {
        Random random = new(51);
        int wrong = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Receipt : $"[{Log}]");
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                text[random.Next(text.Length)] = (byte)"\"0x1a{}[]:,ntf -"[random.Next(16)];
            }

            JsonElement answer;
            try
            {
                answer = JsonSerializer.Deserialize<JsonElement>(text);
            }
            catch (JsonException)
            {
                continue;
            }

            await using Fixed transport = new(answer);
            await using EthereumClient client = new(transport);
            try
            {
                await client.GetReceiptAsync(default);
                await client.GetBlockAsync(BlockTag.Latest);
                await client.GetLogsAsync(new LogFilter());
            }
            catch (RpcUnavailableException refused)
            {
                wrong++;
                Assert.StartsWith("the endpoint answered eth_", refused.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(wrong > 100);
    }

    [Theory]
    [InlineData("""{"code": 3, "message": "execution reverted", "data": "0x1234"}""", "1234")]
    [InlineData("""{"code": -32000, "message": "VM Exception: revert", "data": {"result": "0x1234"}}""", "1234")]
    [InlineData("""{"code": -32015, "message": "VM execution error.", "data": "Reverted 0x1234"}""", "1234")]
    [InlineData("""{"code": -32000, "message": "execution reverted"}""", "")]
    [InlineData("""{"code": -32000, "message": "nonce too low"}""", null)]
    [InlineData("\"no\"", null)]
    public void The_reason_of_a_refusal_is_found_where_nodes_put_it(string error, string? expected)
    {
        byte[]? data = RpcError.Read(JsonSerializer.Deserialize<JsonElement>(error)).RevertData;
        Assert.Equal(expected, data is null ? null : Convert.ToHexStringLower(data));
    }

    [Theory]
    [InlineData("08c379a0" + "0000000000000000000000000000000000000000000000000000000000000020"
        + "0000000000000000000000000000000000000000000000000000000000000002" + "6e6f000000000000000000000000000000000000000000000000000000000000", "no")]
    [InlineData("4e487b71" + "0000000000000000000000000000000000000000000000000000000000000011", "panic 0x11 (a number overflowed)")]
    [InlineData("08c379a0", null)]
    [InlineData("12345678", null)]
    [InlineData("", null)]
    public void Errors_of_Solidity_itself_are_named(string data, string? expected) =>
        Assert.Equal(expected, ContractError.OfSolidity(Convert.FromHexString(data))?.ToString());

    private sealed class Fixed(JsonElement answer) : IRpcTransport
    {
        public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RpcAnswer>>([.. requests.Select(_ => new RpcAnswer(answer, null))]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
