using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum.JsonRpc;

namespace Fluence.Ethereum;

/// <summary>
/// A chain, through the JSON-RPC of one of its nodes, over HTTP or WebSocket. Of every method: an endpoint that cannot be reached, or that
/// answers nonsense, is an <see cref="RpcUnavailableException"/>; one that answers with an error, an <see cref="RpcErrorException"/>.
/// </summary>
public sealed partial class EthereumClient : IAsyncDisposable
{
    private readonly IRpcTransport _transport;
    private readonly RpcOptions _options;
    private BigInteger? _chainId;

    /// <summary>A client of an endpoint; nothing is sent yet.</summary>
    /// <param name="url">Its URL: http, https, ws or wss.</param>
    /// <param name="options">Bounds and clock.</param>
    /// <exception cref="FormatException">The URL has another scheme.</exception>
    public EthereumClient(Uri url, RpcOptions? options = null)
        : this(Open(url, options ?? new RpcOptions()), options)
    {
    }

    /// <summary>A client over a transport, which it then owns.</summary>
    public EthereumClient(IRpcTransport transport, RpcOptions? options = null)
    {
        _transport = transport;
        _options = options ?? new RpcOptions();
    }

    /// <summary>Calls any method.</summary>
    /// <returns>The result; null is JSON null.</returns>
    public async Task<JsonElement> RequestAsync(string method, JsonNode?[] parameters, CancellationToken cancellation = default)
    {
        IReadOnlyList<RpcAnswer> answers = await _transport.SendAsync([new RpcRequest(method, parameters)], cancellation);
        return answers[0].OrThrow(method);
    }

    /// <summary>Calls several methods together; over HTTP that is one request.</summary>
    public Task<IReadOnlyList<RpcAnswer>> RequestManyAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation = default) =>
        _transport.SendAsync(requests, cancellation);

    /// <summary>Calls a function of a contract without a transaction.</summary>
    /// <exception cref="ContractRevertedException">The contract refused.</exception>
    public Task<TResult> CallAsync<TResult>(
        Address to, IContractCall<TResult> call, BlockTag? at = null, CancellationToken cancellation = default) =>
        CallAsAsync(null, to, call, at, cancellation);

    /// <summary>Calls a function of a contract as an account, without a transaction.</summary>
    /// <exception cref="ContractRevertedException">The contract refused.</exception>
    public async Task<TResult> CallAsAsync<TResult>(
        Address? from, Address to, IContractCall<TResult> call, BlockTag? at = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        RpcRequest request = CallRequest(new ContractCall<TResult>(to, call), at, from);
        IReadOnlyList<RpcAnswer> answers = await _transport.SendAsync([request], cancellation);
        return Decode(call, answers[0]);
    }

    /// <summary>Calls the same kind of function, or functions with the same kind of result, all together.</summary>
    /// <exception cref="ContractRevertedException">A contract refused one of them.</exception>
    public async Task<ImmutableArray<TResult>> CallManyAsync<TResult>(
        IReadOnlyList<ContractCall<TResult>> calls, BlockTag? at = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        IReadOnlyList<RpcAnswer> answers =
            await _transport.SendAsync([.. calls.Select(each => CallRequest(each, at, null))], cancellation);
        return [.. calls.Zip(answers, static (each, answer) => Decode(each.Call, answer))];
    }

    /// <summary>The id of the chain; asked for once.</summary>
    public async Task<BigInteger> ChainIdAsync(CancellationToken cancellation = default)
    {
        _chainId ??= await AskAsync("eth_chainId", [], static value => RpcReader.Number(value, "the chain id"), cancellation);
        return _chainId.Value;
    }

    /// <summary>The height of the newest block.</summary>
    public Task<ulong> BlockNumberAsync(CancellationToken cancellation = default) =>
        AskAsync("eth_blockNumber", [], static value => RpcReader.UInt64(value, "the block number"), cancellation);

    /// <summary>A block; null where there is none of that height, or the hash is no longer of the chain.</summary>
    public Task<Block?> GetBlockAsync(BlockTag at, CancellationToken cancellation = default)
    {
        string text = at.ToString();
        string method = text.Length == 66 ? "eth_getBlockByHash" : "eth_getBlockByNumber";
        return AskAsync(method, [text, false], RpcReader.Block, cancellation);
    }

    /// <summary>What an account holds, in wei.</summary>
    public Task<BigInteger> GetBalanceAsync(Address account, BlockTag? at = null, CancellationToken cancellation = default) => AskAsync(
        "eth_getBalance", [account.ToString(), (at ?? BlockTag.Latest).ToJson()],
        static value => RpcReader.Number(value, "a balance"), cancellation);

    /// <summary>How many transactions an account has sent.</summary>
    public Task<ulong> GetTransactionCountAsync(Address account, BlockTag? at = null, CancellationToken cancellation = default) => AskAsync(
        "eth_getTransactionCount", [account.ToString(), (at ?? BlockTag.Latest).ToJson()],
        static value => RpcReader.UInt64(value, "a count of transactions"), cancellation);

    /// <summary>The code of a contract; empty where there is none.</summary>
    public Task<byte[]> GetCodeAsync(Address contract, BlockTag? at = null, CancellationToken cancellation = default) => AskAsync(
        "eth_getCode", [contract.ToString(), (at ?? BlockTag.Latest).ToJson()],
        static value => RpcReader.Bytes(value, "the code"), cancellation);

    /// <summary>The events that a filter asks for, in the order of the chain.</summary>
    public Task<ImmutableArray<Log>> GetLogsAsync(LogFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return AskAsync("eth_getLogs", [filter.ToJson()], RpcReader.Logs, cancellation);
    }

    /// <summary>The receipt of a transaction; null while it is in no block.</summary>
    public Task<Receipt?> GetReceiptAsync(Bytes32 transaction, CancellationToken cancellation = default) =>
        AskAsync("eth_getTransactionReceipt", [transaction.ToString()], RpcReader.Receipt, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    /// <summary>Calls a method and reads its result.</summary>
    internal async Task<T> AskAsync<T>(string method, JsonNode?[] parameters, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        JsonElement result = await RequestAsync(method, parameters, cancellation);
        try
        {
            return read(result);
        }
        catch (FormatException wrong)
        {
            throw new RpcUnavailableException($"the endpoint answered {method} wrongly: {wrong.Message}", wrong);
        }
    }

    private static RpcRequest CallRequest<TResult>(ContractCall<TResult> call, BlockTag? at, Address? from)
    {
        JsonObject transaction = new() { ["to"] = call.To.ToString(), ["data"] = Hex.Of(call.Call.Encode()) };
        if (from is { } sender)
        {
            transaction["from"] = sender.ToString();
        }

        return new RpcRequest("eth_call", transaction, (at ?? BlockTag.Latest).ToJson());
    }

    private static TResult Decode<TResult>(IContractCall<TResult> call, RpcAnswer answer)
    {
        if (answer.Error?.RevertData is { } reason)
        {
            throw new ContractRevertedException(call.Function, call.DescribeError(reason), reason);
        }

        JsonElement result = answer.OrThrow("eth_call");
        try
        {
            return call.Decode(RpcReader.Bytes(result, "the result"));
        }
        catch (FormatException wrong)
        {
            throw new RpcUnavailableException(
                $"{call.Function} answered something that it does not return: {wrong.Message}; "
                    + "is the address that of the contract?", wrong);
        }
    }

    private static IRpcTransport Open(Uri url, RpcOptions options)
    {
        ArgumentNullException.ThrowIfNull(url);
        return url.Scheme switch
        {
            "http" or "https" => new HttpTransport(url, options),
            "ws" or "wss" => new WebSocketTransport(url, options),
            _ => throw new FormatException($"'{url.Scheme}' is no scheme of a JSON-RPC endpoint: expected http, https, ws or wss"),
        };
    }
}
