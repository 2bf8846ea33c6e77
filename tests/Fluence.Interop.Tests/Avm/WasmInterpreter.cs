using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.TestKit;
using OurJson = Fluence.Primitives.Json.JsonValue;

namespace Fluence.Interop.Tests.Avm;

/// <summary>The original: avm.wasm 0.62.0 on Node.js (tests/interop/client/avm.mjs).</summary>
internal sealed class WasmInterpreter : IInterpreter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Process _process;

    private WasmInterpreter(Process process) => _process = process;

    public string Name => "avm.wasm";

    public static async Task<WasmInterpreter> StartAsync()
    {
        Process process = NodeProgram.Start("client", "avm.mjs");
        process.BeginErrorReadLine();
        Assert.Equal("{\"ready\":true}", await process.StandardOutput.ReadLineAsync().Soon());
        return new WasmInterpreter(process);
    }

    public async Task<InvokeOutcome> InvokeAsync(InvokeRequest request)
    {
        await _process.StandardInput.WriteLineAsync(Write(request).ToJsonString(Plain));
        string answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("avm.wasm has ended");
        return Read(answer);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static JsonObject Write(InvokeRequest request) => new()
    {
        ["air"] = request.Air,
        ["prev_data"] = Convert.ToBase64String(request.PreviousData.Span),
        ["data"] = Convert.ToBase64String(request.CurrentData.Span),
        ["params"] = new JsonObject
        {
            ["init_peer_id"] = request.Parameters.InitPeerId,
            ["current_peer_id"] = request.Parameters.CurrentPeerId,
            ["timestamp"] = request.Parameters.Timestamp,
            ["ttl"] = request.Parameters.Ttl,
            ["particle_id"] = request.Parameters.ParticleId,
            ["key_format"] = request.Parameters.KeyFormat,
            ["secret_key_bytes"] = Convert.ToBase64String(request.Parameters.SecretKey.Span),
        },
        ["call_results"] = new JsonObject(request.CallResults.Select(result => KeyValuePair.Create(
            $"{result.Key}", (JsonNode?)new JsonObject { ["ret_code"] = result.Value.RetCode, ["result"] = result.Value.Result }))),
    };

    private static InvokeOutcome Read(string line)
    {
        JsonObject answer = JsonNode.Parse(line)!.AsObject();
        if (answer["error"] is { } trap)
        {
            return new InvokeOutcome(-1, $"trap: {trap}", default, [], ImmutableDictionary<uint, CallRequest>.Empty, SizeLimitFlags.None);
        }

        return new InvokeOutcome(
            (int)answer["ret_code"]!,
            (string)answer["error_message"]!,
            Convert.FromBase64String((string)answer["data"]!),
            [.. answer["next_peer_pks"]!.AsArray().Select(peer => (string)peer!)],
            answer["call_requests"]!.AsObject().ToDictionary(entry => uint.Parse(entry.Key), entry => ReadRequest(entry.Value!)),
            SizeLimitFlags.None);
    }

    private static CallRequest ReadRequest(JsonNode request) => new(
        (string)request["service_id"]!,
        (string)request["function_name"]!,
        [.. request["arguments"]!.AsArray().Select(argument => OurJson.Parse(argument?.ToJsonString(Plain) ?? "null"))],
        [.. request["tetraplets"]!.AsArray().Select(list => list!.AsArray().Select(ReadTetraplet).ToImmutableArray())]);

    private static SecurityTetraplet ReadTetraplet(JsonNode? tetraplet) => new(
        (string)tetraplet!["peer_pk"]!, (string)tetraplet["service_id"]!, (string)tetraplet["function_name"]!, (string)tetraplet["lens"]!);
}
