using Fluence.Ethereum.JsonRpc;

namespace Fluence.Ethereum.Sending;

/// <summary>Why a node does not take a transaction. Nodes tell by their texts alone.</summary>
internal enum SendRefusal
{
    /// <summary>Something that sending again cannot change.</summary>
    Final,

    /// <summary>It has it already.</summary>
    AlreadyKnown,

    /// <summary>Another transaction of this nonce is in a block.</summary>
    NonceTooLow,

    /// <summary>Transactions of lower nonces are missing.</summary>
    NonceTooHigh,

    /// <summary>The fee is too low, by itself or to replace another of this nonce.</summary>
    Underpriced,
}

/// <summary>Tells refusals apart.</summary>
internal static class SendRefusals
{
    private static readonly (string Text, SendRefusal Refusal)[] Texts =
    [
        ("already known", SendRefusal.AlreadyKnown), ("already imported", SendRefusal.AlreadyKnown),
        ("known transaction", SendRefusal.AlreadyKnown), ("alreadyknown", SendRefusal.AlreadyKnown),
        ("already exists", SendRefusal.AlreadyKnown), ("already in the pool", SendRefusal.AlreadyKnown),
        ("already in mempool", SendRefusal.AlreadyKnown),
        ("nonce too low", SendRefusal.NonceTooLow), ("invalid nonce; expected", SendRefusal.NonceTooLow),
        ("nonce is too low", SendRefusal.NonceTooLow), ("oldnonce", SendRefusal.NonceTooLow),
        ("nonce too high", SendRefusal.NonceTooHigh), ("nonce is too high", SendRefusal.NonceTooHigh),
        ("nonce gap", SendRefusal.NonceTooHigh),
        ("underpriced", SendRefusal.Underpriced), ("less than block base fee", SendRefusal.Underpriced),
        ("fee too low", SendRefusal.Underpriced), ("price too low", SendRefusal.Underpriced), ("feetoolow", SendRefusal.Underpriced),
        ("max fee per gas less than", SendRefusal.Underpriced), ("below the base fee", SendRefusal.Underpriced),
    ];

    /// <summary>What an error of <c>eth_sendRawTransaction</c> means.</summary>
    public static SendRefusal Of(RpcError error)
    {
        foreach ((string text, SendRefusal refusal) in Texts)
        {
            if (error.Message.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return refusal;
            }
        }

        return SendRefusal.Final;
    }
}
