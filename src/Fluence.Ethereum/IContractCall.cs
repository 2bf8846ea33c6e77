namespace Fluence.Ethereum;

/// <summary>A call of a function of a contract, with its arguments.</summary>
public interface IContractCall
{
    /// <summary>The contract and the function, like <c>Market.matchDeal</c>, for messages.</summary>
    string Function { get; }

    /// <summary>The input of the call: the selector and the arguments.</summary>
    byte[] Encode();

    /// <summary>Names an error that the call may revert with; null where the bytes are none that is known.</summary>
    ContractError? DescribeError(ReadOnlySpan<byte> data) => ContractError.OfSolidity(data);
}

/// <summary>A call of a function of a contract that answers with <typeparamref name="TResult"/>.</summary>
/// <typeparam name="TResult">The result; <see cref="Nothing"/> for functions that have none.</typeparam>
public interface IContractCall<TResult> : IContractCall
{
    /// <summary>Reads what the contract answered.</summary>
    /// <exception cref="Abi.AbiException">It is not what the function returns.</exception>
    TResult Decode(ReadOnlySpan<byte> output);
}
