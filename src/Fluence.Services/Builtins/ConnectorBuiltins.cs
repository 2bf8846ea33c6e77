using System.Globalization;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Deals;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>connector</c>: the chain as the peer itself sees it, for its own scripts alone.</summary>
internal sealed class ConnectorBuiltins(IDealChain chain, DealWatcher watcher, Registrations registrations, PeerScopes scopes)
{
    public FunctionOutcome GetDeals(CallContext call) => Refuse(call, "get_deals")
        ?? (watcher.Last is { } last
            ? FunctionOutcome.Ok(new JsonArray([.. last.Deals.Select(JsonValue (deal) => Print(deal))]))
            : FunctionOutcome.Fail($"Failed to get deals: {watcher.Problem}"));

    public async ValueTask<FunctionOutcome> RegisterWorkerAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (Refuse(call, "register_worker") is { } refusal)
        {
            return refusal;
        }

        if (!arguments.TryNext("deal_id", Shapes.Text, out string? text)
            || !arguments.TryNext("worker_id", Shapes.Text, out string? workerText)
            || !arguments.TryNext("unit_ids", Shapes.ListOf(UnitArgument.Shape), out IReadOnlyList<string>? units))
        {
            return arguments.Error;
        }

        if (DealIds.Normalize(text) is not { } deal)
        {
            return FunctionOutcome.Fail($"Invalid deal id '{text}': invalid length");
        }

        if (!Base58Argument.TryParsePeerId(workerText, out PeerId? worker, out FunctionOutcome error))
        {
            return error;
        }

        if (units.Count == 0)
        {
            return FunctionOutcome.Fail("Invalid unit_ids: empty");
        }

        try
        {
            string hash = "";
            foreach (string unit in units)
            {
                hash = await registrations.RegisterAsync(deal, unit, worker, cancellation);
            }

            return FunctionOutcome.Ok(hash);
        }
        catch (ChainException failure)
        {
            return FunctionOutcome.Fail($"Failed to register worker: {failure.Message}");
        }
    }

    public async ValueTask<FunctionOutcome> GetReceiptsAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (Refuse(call, "get_tx_receipt") is { } refusal)
        {
            return refusal;
        }

        if (!arguments.TryNext("tx_hashes", Shapes.TextList, out IReadOnlyList<string>? hashes))
        {
            return arguments.Error;
        }

        List<JsonValue> results = [];
        foreach (string hash in hashes)
        {
            try
            {
                results.Add(Print(await chain.ReadTransactionAsync(hash, cancellation)));
            }
            catch (ChainException failure)
            {
                results.Add(Receipt(false, failure.Message, "", null));
            }
        }

        return FunctionOutcome.Ok(new JsonArray([.. results]));
    }

    private static JsonObject Print(DealState deal) => new(
        ("success", JsonBool.Of(deal.Problem is null)),
        ("error", OneOrNone(deal.Problem is { } problem ? new JsonString(problem) : null)),
        ("deal_id", new JsonString(deal.Id)),
        ("deal_info", OneOrNone(deal.Problem is null ? new JsonObject(
            ("status", new JsonString(deal.Status.ToText())),
            ("unit_ids", new JsonArray([.. deal.Units.Select(JsonValue (unit) => UnitArgument.ToNumbers(unit))])),
            ("app_cid", new JsonString(deal.AppCid))) : null)));

    private static JsonObject Print(ChainTransaction transaction) => !transaction.IsDone
        ? Receipt(true, null, "pending", null)
        : Receipt(true, null, transaction.IsSuccess ? "ok" : "failed", new JsonObject(
            ("block_number", new JsonString("0x" + transaction.Block.ToString("x", CultureInfo.InvariantCulture))),
            ("tx_hash", new JsonString(transaction.Hash))));

    private static JsonObject Receipt(bool isSuccess, string? error, string status, JsonObject? receipt) => new(
        ("success", JsonBool.Of(isSuccess)), ("error", OneOrNone(error is null ? null : new JsonString(error))),
        ("status", new JsonString(status)), ("receipt", OneOrNone(receipt)));

    private static JsonArray OneOrNone(JsonValue? value) => value is null ? JsonArray.Empty : new JsonArray([value]);

    private FunctionOutcome? Refuse(CallContext call, string function) => scopes.IsHost(call.InitPeerId)
        ? null : FunctionOutcome.Fail($"Only the root worker can call connector.{function}");
}
