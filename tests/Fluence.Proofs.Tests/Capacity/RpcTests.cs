using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Proofs.Capacity;
using Fluence.Proofs.Capacity.Rpc;
using Fluence.RandomX;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Proofs.Tests.Capacity;

/// <summary>The prover as programs of the original network speak to it.</summary>
public sealed class RpcTests
{
    private const string Easy = "0x3fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
    private static readonly RandomXParameters Small = new() { CacheSize = 1 << 20, CacheAccesses = 2, DatasetBaseSize = 1 << 20 };
    private static readonly string Nonce = new('a', 64);

    [Fact]
    public async Task Units_are_proved_and_their_proofs_given_out_until_there_is_no_commitment()
    {
        await using CapacityProver prover = await OpenAsync();
        await using ProverServer server = await StartAsync(prover);
        JsonNode bytes = new JsonArray([.. Enumerable.Repeat(0xBB, 32).Select(static value => (JsonNode)value)]);
        Assert.Equal("null", await ResultAsync(server, "ccp_on_active_commitment", new JsonObject
        {
            ["global_nonce"] = Nonce, ["difficulty"] = Easy, ["cu_allocation"] = new JsonObject { ["0"] = bytes, ["1"] = new string('c', 64) },
        }));
        Assert.Equal([0, 1], prover.Status.Keys);
        JsonArray proofs = [];
        await Eventually.TrueAsync(
            async () =>
            {
                proofs = (JsonArray)JsonNode.Parse(await ResultAsync(server, "ccp_get_proofs_after", new JsonArray(0, 1000)))!;
                return proofs.Count > 3;
            },
            "there are proofs");
        JsonObject first = (JsonObject)proofs[0]!;
        Assert.Equal(["id", "local_nonce", "cu_id", "result_hash"], first.Select(static member => member.Key));
        Assert.Equal(["global_nonce", "difficulty", "idx"], ((JsonObject)first["id"]!).Select(static member => member.Key));
        Assert.Equal(1, (int)first["id"]!["idx"]!);
        Assert.All(((JsonArray)first["id"]!["global_nonce"]!), static value => Assert.Equal(0xAA, (int)value!));
        Assert.Contains((int)first["cu_id"]![0]!, (int[])[0xBB, 0xCC]);
        Assert.Equal(32, ((JsonArray)first["result_hash"]!).Count);
        JsonArray next = (JsonArray)JsonNode.Parse(await ResultAsync(
            server, "ccp_get_proofs_after", new JsonObject { ["limit"] = 2, ["proof_idx"] = 1 }))!;
        Assert.Equal([2, 3], next.Select(static proof => (int)proof!["id"]!["idx"]!));
        Assert.Equal("null", await ResultAsync(server, "ccp_realloc_utility_cores", new JsonObject { ["utility_core_ids"] = new JsonArray(1) }));
        Assert.Equal("null", await ResultAsync(server, "ccp_on_no_active_commitment", null));
        Assert.Empty(prover.Status);
    }

    [Theory]
    [InlineData("{", -32700, "the request is no JSON")]
    [InlineData("[]", -32600, "a batch has 1 to 100 requests")]
    [InlineData("7", -32600, "a request is an object with a method")]
    [InlineData("{\"id\":{},\"method\":\"ccp_on_no_active_commitment\"}", -32600, "a number or text as id")]
    [InlineData("{\"id\":1,\"method\":\"ccp_prove\"}", -32601, "there is no method 'ccp_prove'; there are ccp_get_proofs_after, ccp_on_active")]
    [InlineData("{\"id\":1,\"method\":\"ccp_get_proofs_after\"}", -32602, "the parameter limit is missing")]
    [InlineData("{\"id\":1,\"method\":\"ccp_get_proofs_after\",\"params\":[-1,1]}", -32602, "proof_idx is no whole number from 0 on")]
    [InlineData("{\"id\":1,\"method\":\"ccp_on_active_commitment\",\"params\":{\"global_nonce\":\"0xfg\"}}", 2, "global_nonce is not 64 hex")]
    [InlineData("{\"id\":1,\"method\":\"ccp_on_active_commitment\",\"params\":[[1,2]]}", -32602, "global_nonce is neither an array of 32 bytes")]
    public async Task Wrong_requests_are_answered_with_what_is_wrong(string request, int code, string message)
    {
        await using CapacityProver prover = await OpenAsync();
        await using ProverServer server = await StartAsync(prover);
        JsonNode answer = JsonNode.Parse(await PostAsync(server, request))!;
        Assert.Equal("2.0", (string)answer["jsonrpc"]!);
        Assert.Equal(code, (int)answer["error"]!["code"]!);
        Assert.Contains(message, (string)answer["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"core\"", "cu_allocation is no object")]
    [InlineData("{\"-1\":[]}", "cu_allocation has '-1', which is no number of a core")]
    [InlineData("{\"1\":[1]}", "the unit of core 1 is neither")]
    [InlineData("{\"1\":[256,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}", "the unit of core 1[0] is no byte")]
    public async Task A_wrong_allocation_changes_nothing(string allocation, string message)
    {
        await using CapacityProver prover = await OpenAsync();
        await using ProverServer server = await StartAsync(prover);
        string answer = await PostAsync(
            server, $$$"""{"id":1,"method":"ccp_on_active_commitment","params":["{{{Nonce}}}","{{{Easy}}}",{{{allocation}}}]}""");
        Assert.Contains(message, (string)JsonNode.Parse(answer)!["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Empty(prover.Status);
    }

    [Fact]
    public async Task Several_requests_come_at_once_and_some_want_no_answer()
    {
        await using CapacityProver prover = await OpenAsync();
        await using ProverServer server = await StartAsync(prover);
        const string quiet = "{\"method\":\"ccp_get_proofs_after\",\"params\":[0,1]}";
        Assert.Equal("", await PostAsync(server, quiet));
        Assert.Equal("", await PostAsync(server, $"[{quiet}]"));
        string answer = await PostAsync(server, $"[{quiet}, {quiet.Insert(1, "\"id\":\"x\",")}, 1]");
        JsonArray both = (JsonArray)JsonNode.Parse(answer)!;
        Assert.Equal("""{"jsonrpc":"2.0","id":"x","result":[]}""", both[0]!.ToJsonString());
        Assert.Equal(-32600, (int)both[1]!["error"]!["code"]!);
    }

    [Fact]
    public async Task Only_programs_that_post_are_answered()
    {
        await using CapacityProver prover = await OpenAsync();
        await using ProverServer server = await StartAsync(prover);
        using HttpClient http = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(3) });
        using HttpResponseMessage got = await http.GetAsync(server.Url);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        using HttpRequestMessage page = new(HttpMethod.Post, server.Url) { Content = new StringContent("{}") };
        page.Headers.Add("Origin", "https://example.org");
        using HttpResponseMessage refused = await http.SendAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        // refused before it is sent
        using HttpRequestMessage much = new(HttpMethod.Post, server.Url) { Content = new ByteArrayContent(new byte[(10 << 20) + 1]) };
        much.Headers.ExpectContinue = true;
        using HttpResponseMessage large = await http.SendAsync(much);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task Whatever_is_posted_is_answered_by_an_error_or_a_result()
    {
        await using CapacityProver prover = await OpenAsync();
        ProverRpc rpc = new(prover, NullLogger.Instance);
        byte[] right = Encoding.UTF8.GetBytes(
            $$$"""{"jsonrpc":"2.0","id":1,"method":"ccp_get_proofs_after","params":{"proof_idx":0,"limit":5,"x":["{{{Nonce}}}"]}}""");
        Random random = new(9);
        for (int i = 0; i < 3000; i++)
        {
            byte[] changed = [.. right];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(32, 127);
            }

            ReadOnlyMemory<byte> answer = await rpc.AnswerAsync(changed.AsMemory(0, random.Next(changed.Length + 1)), CancellationToken.None);
            if (!answer.IsEmpty)
            {
                using JsonDocument json = JsonDocument.Parse(answer);
                Assert.True(json.RootElement.TryGetProperty("error", out _) || json.RootElement.TryGetProperty("result", out _));
            }
        }
    }

    private static Task<CapacityProver> OpenAsync() => CapacityProver.OpenAsync(
        TestFolder.New(), new ProverOptions { Parameters = Small }, NullLogger.Instance, CancellationToken.None);

    private static Task<ProverServer> StartAsync(CapacityProver prover) =>
        ProverServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), prover, NullLogger.Instance, CancellationToken.None);

    private static async Task<string> ResultAsync(ProverServer server, string method, JsonNode? parameters)
    {
        JsonObject request = new() { ["jsonrpc"] = "2.0", ["id"] = 5, ["method"] = method };
        if (parameters is not null)
        {
            request["params"] = parameters;
        }

        using JsonDocument answer = JsonDocument.Parse(await PostAsync(server, request.ToJsonString()));
        Assert.Equal(5.ToString(CultureInfo.InvariantCulture), answer.RootElement.GetProperty("id").GetRawText());
        return answer.RootElement.GetProperty("result").GetRawText();
    }

    private static async Task<string> PostAsync(ProverServer server, string request)
    {
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.PostAsync(server.Url, new StringContent(request));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
