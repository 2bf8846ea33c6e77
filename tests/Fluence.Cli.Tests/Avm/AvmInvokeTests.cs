using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Cli.Avm;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Crypto;

namespace Fluence.Cli.Tests.Avm;

public sealed class AvmInvokeTests
{
    private static readonly string Other = KeyPair.Generate().PeerId.ToString();

    [Fact]
    public async Task An_outcome_has_exactly_the_keys_of_the_protocol()
    {
        JsonElement outcome = Assert.Single(await InvokeAsync(Requests.Make(Requests.Script(Other)).ToJsonString()));
        Assert.Equal(
            [
                "ret_code", "error_message", "data", "next_peer_pks", "call_requests",
                "air_size_limit_exceeded", "particle_size_limit_exceeded", "call_result_size_limit_exceeded",
            ],
            outcome.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(0, outcome.GetProperty("ret_code").GetInt32());
        Assert.Equal("", outcome.GetProperty("error_message").GetString());
        Assert.NotEmpty(outcome.GetProperty("data").GetBytesFromBase64());
        Assert.Empty(outcome.GetProperty("next_peer_pks").EnumerateArray());
        Assert.Equal(
            $$$"""{"1":{"service_id":"op","function_name":"greet","arguments":["hi",1.5,[]],"tetraplets":{{{Tetraplets(3)}}}}}""",
            outcome.GetProperty("call_requests").GetRawText());
        Assert.All(
            ["air_size_limit_exceeded", "particle_size_limit_exceeded", "call_result_size_limit_exceeded"],
            flag => Assert.False(outcome.GetProperty(flag).GetBoolean()));
    }

    [Fact]
    public async Task A_particle_goes_on_with_the_results_of_its_calls()
    {
        JsonObject request = Requests.Make(Requests.Script(Other));
        JsonElement first = Assert.Single(await InvokeAsync(request.ToJsonString()));
        JsonElement second = Assert.Single(await InvokeAsync(Requests.Continue(request, first, "\"hello\"").ToJsonString()));
        Assert.Equal(0, second.GetProperty("ret_code").GetInt32());
        Assert.Equal("{}", second.GetProperty("call_requests").GetRawText());
        Assert.Equal(Other, Assert.Single(second.GetProperty("next_peer_pks").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_script_that_is_wrong_is_an_outcome()
    {
        JsonElement outcome = Assert.Single(await InvokeAsync(Requests.Make("(oops)").ToJsonString()));
        Assert.Equal(1, outcome.GetProperty("ret_code").GetInt32());
        Assert.NotEqual("", outcome.GetProperty("error_message").GetString());
    }

    [Fact]
    public async Task Limits_are_those_of_the_request()
    {
        JsonObject request = Requests.Make("(null)");
        request["params"]!["air_size_limit"] = 3;
        JsonElement soft = Assert.Single(await InvokeAsync(request.ToJsonString()));
        Assert.True(soft.GetProperty("air_size_limit_exceeded").GetBoolean());
        Assert.Equal(0, soft.GetProperty("ret_code").GetInt32());
        request["params"]!["hard_limit_enabled"] = true;
        JsonElement hard = Assert.Single(await InvokeAsync(request.ToJsonString()));
        Assert.NotEqual(0, hard.GetProperty("ret_code").GetInt32());
    }

    [Theory]
    [InlineData("nonsense", "'o' is an invalid end of a number")]
    [InlineData("[]", "the request is not an object")]
    [InlineData("{}", "params is missing")]
    [InlineData("""{"params":7}""", "params is not an object")]
    [InlineData("""{"params":{}}""", "air is missing")]
    [InlineData("""{"params":{},"air":7}""", "air is not a string")]
    [InlineData("""{"params":{},"air":"(null)","data":"*"}""", "data is not base64")]
    [InlineData("""{"params":{},"air":"(null)"}""", "params.init_peer_id is missing")]
    public void A_request_that_cannot_be_read_is_told_why(string line, string why)
    {
        string answer = Encoding.UTF8.GetString(InvokeJson.Run(new(), Encoding.UTF8.GetBytes(line)));
        JsonElement json = JsonDocument.Parse(answer).RootElement;
        Assert.Equal(["error"], json.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal('\n', answer[^1]);
        if (line != "nonsense")
        {
            Assert.Equal($"the request cannot be read: {why}", json.GetProperty("error").GetString());
        }
    }

    [Theory]
    [InlineData("ttl", "4294967296", "params.ttl is not an integer of 32 bits")]
    [InlineData("ttl", "-1", "params.ttl is not an integer of 32 bits")]
    [InlineData("timestamp", "1.5", "params.timestamp is not an integer")]
    [InlineData("particle_id", "null", "params.particle_id is not a string")]
    [InlineData("particle_id", "\"\\ud800\"", "params.particle_id is not a string")]
    [InlineData("secret_key_bytes", "[1]", "params.secret_key_bytes is not base64")]
    [InlineData("key_format", "256", "params.key_format is not an integer of 8 bits")]
    public void A_parameter_that_is_wrong_is_named(string name, string value, string why)
    {
        string request = Requests.Make("(null)").ToJsonString();
        JsonObject parameters = JsonNode.Parse(request)!["params"]!.AsObject();
        parameters.Remove(name);
        string text = $$$"""{"air":"(null)","params":{{{{parameters.ToJsonString()[1..^1]}}},"{{{name}}}":{{{value}}}}}""";
        Assert.Equal($"the request cannot be read: {why}", Error(text));
    }

    [Theory]
    [InlineData("""{"x":{"ret_code":0,"result":""}}""", "'x' in call_results is no call id")]
    [InlineData("""{"4294967296":{"ret_code":0,"result":""}}""", "'4294967296' in call_results is no call id")]
    [InlineData("""{"1":{"result":""}}""", "call_results.1.ret_code is missing")]
    [InlineData("""{"1":7}""", "call_results.1 is not an object")]
    public void A_call_result_that_is_wrong_is_named(string results, string why)
    {
        JsonObject request = Requests.Make("(null)");
        request["call_results"] = JsonNode.Parse(results);
        Assert.Equal($"the request cannot be read: {why}", Error(request.ToJsonString()));
    }

    [Fact]
    public void Whatever_the_line_the_answer_is_one_line_of_json()
    {
        Random random = new(1);
        byte[] valid = Encoding.UTF8.GetBytes(Requests.Make("(null)").ToJsonString());
        for (int i = 0; i < 500; i++)
        {
            byte[] line = [.. valid];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                line[random.Next(line.Length)] ^= (byte)(1 << random.Next(8));
            }

            byte[] answer = InvokeJson.Run(new(), line.AsMemory(0, random.Next(2) == 0 ? line.Length : random.Next(line.Length)));
            using JsonDocument parsed = JsonDocument.Parse(answer);
            Assert.Equal(1, answer.Count((byte)'\n'));
        }
    }

    [Fact]
    public async Task A_deep_argument_is_written_out()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 2000)) + string.Concat(Enumerable.Repeat("]", 2000));
        JsonObject request = Requests.Make(
            $"""(seq (call "{Requests.PeerId}" ("a" "b") [] x) (call "{Requests.PeerId}" ("a" "b") [x]))""");
        JsonElement first = Assert.Single(await InvokeAsync(request.ToJsonString()));
        string answer = Encoding.UTF8.GetString(
            InvokeJson.Run(new(), Encoding.UTF8.GetBytes(Requests.Continue(request, first, deep).ToJsonString())));
        Assert.DoesNotContain("cannot be read", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_bad_line_it_goes_on()
    {
        string good = Requests.Make("(null)").ToJsonString();
        JsonElement[] answers = await InvokeAsync($"nonsense\n\n{good}\n{{\n{good}");
        Assert.Equal([true, false, true, false], answers.Select(answer => answer.TryGetProperty("error", out _)));
    }

    [Fact]
    public async Task A_line_of_megabytes_is_taken_in_one_piece()
    {
        JsonObject request = Requests.Make("(null)" + new string(' ', 8 * 1024 * 1024));
        JsonElement outcome = Assert.Single(await InvokeAsync(request.ToJsonString()));
        Assert.Equal(0, outcome.GetProperty("ret_code").GetInt32());
    }

    [Fact]
    public async Task The_command_answers_on_standard_output()
    {
        await using FluenceProcess process = FluenceProcess.Start("avm", "invoke");
        for (int i = 0; i < 2; i++)
        {
            await process.Input.WriteLineAsync(Requests.Make("(null)").ToJsonString());
            await process.Input.FlushAsync();
            Assert.StartsWith("""{"ret_code":0,""", await process.ReadLineAsync(), StringComparison.Ordinal);
        }

        process.Input.Close();
        Assert.Equal(ExitCodes.Success, await process.ExitAsync());
        Assert.Equal("", await process.Error);
    }

    private static string? Error(string line) => JsonDocument.Parse(InvokeJson.Run(new(), Encoding.UTF8.GetBytes(line)))
        .RootElement.GetProperty("error").GetString();

    private static async Task<JsonElement[]> InvokeAsync(string lines)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(lines)), output = new();
        await AvmCommand.InvokeAllAsync(input, output, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Tetraplets(int count) => $"[{string.Join(',', Enumerable.Repeat(
        $$"""[{"peer_pk":"{{Requests.PeerId}}","service_id":"","function_name":"","lens":""}]""", count))}]";
}
