namespace Fluence.Ethereum;

/// <summary>Something went wrong between this program and the chain.</summary>
public class EthereumException : IOException
{
    /// <summary>Says what went wrong.</summary>
    public EthereumException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>The endpoint cannot be reached, or does not answer as one does. Asking again may help.</summary>
/// <param name="message">What happened, and at which endpoint.</param>
/// <param name="inner">What it was caused by.</param>
public class RpcUnavailableException(string message, Exception? inner = null) : EthereumException(message, inner);

/// <summary>The endpoint answered with more than is read. To ask for less helps.</summary>
/// <param name="endpoint">The endpoint.</param>
/// <param name="limit">How many bytes are read.</param>
/// <param name="inner">What it was caused by.</param>
public sealed class RpcAnswerTooLargeException(string endpoint, long limit, Exception? inner = null)
    : RpcUnavailableException($"{endpoint} answered with more than the {limit >> 20} MiB that are read", inner);

/// <summary>The endpoint answered with an error.</summary>
/// <param name="method">The method that was called.</param>
/// <param name="error">The answer.</param>
public sealed class RpcErrorException(string method, JsonRpc.RpcError error)
    : EthereumException($"{method}: {error?.Message} (code {error?.Code})")
{
    /// <summary>The answer.</summary>
    public JsonRpc.RpcError Error { get; } = error!;
}

/// <summary>A contract refused a call.</summary>
public sealed class ContractRevertedException : EthereumException
{
    /// <summary>Says which call was refused, and why.</summary>
    /// <param name="function">The contract and function.</param>
    /// <param name="error">The reason; null where it has not given one that is known.</param>
    /// <param name="data">The reason as the contract gave it.</param>
    /// <param name="receipt">The receipt, where the call was a transaction that is in a block.</param>
    public ContractRevertedException(string function, ContractError? error, ReadOnlyMemory<byte> data, Receipt? receipt = null)
        : base($"{function} was refused by the contract: {Reason(error, data)}"
            + (receipt is null ? "" : $" (transaction {receipt.TransactionHash})"))
    {
        Function = function;
        Error = error;
        Data = data;
        Receipt = receipt;
    }

    /// <summary>The contract and function, like <c>Market.matchDeal</c>.</summary>
    public string Function { get; }

    /// <summary>The reason; null where the contract has not given one that is known.</summary>
    public ContractError? Error { get; }

    /// <summary>The reason as the contract gave it: the selector of an error and its arguments, or nothing.</summary>
    public new ReadOnlyMemory<byte> Data { get; }

    /// <summary>The receipt, where the call was a transaction that is in a block.</summary>
    public Receipt? Receipt { get; }

    private static string Reason(ContractError? error, ReadOnlyMemory<byte> data) =>
        error?.ToString() ?? (data.IsEmpty ? "it gave no reason" : $"unknown error {Hex.Shorten(Hex.Of(data.Span))}");
}

/// <summary>A transaction could not be brought into a block.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="inner">What it was caused by.</param>
public sealed class TransactionFailedException(string message, Exception? inner = null) : EthereumException(message, inner);
