namespace Fluence.Ethereum;

/// <summary>What functions without a result return.</summary>
public readonly record struct Nothing;
