namespace Fluence.Ethereum;

/// <summary>A call of a contract.</summary>
/// <typeparam name="TResult">What it answers.</typeparam>
/// <param name="To">The contract.</param>
/// <param name="Call">The function and its arguments.</param>
public sealed record ContractCall<TResult>(Address To, IContractCall<TResult> Call);
