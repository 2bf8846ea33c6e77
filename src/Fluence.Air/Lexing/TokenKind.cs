namespace Fluence.Air.Lexing;

/// <summary>The kinds of token. Those from <see cref="String"/> on are operands.</summary>
internal enum TokenKind
{
    End,
    OpenRound,
    CloseRound,
    OpenSquare,
    CloseSquare,
    Keyword,
    String,
    Int,
    Float,
    True,
    False,
    InitPeerId,
    Timestamp,
    Ttl,
    LastError,
    CaughtError,
    Scalar,
    Stream,
    StreamMap,
    CanonStream,
    CanonStreamMap,
}

internal enum Keyword
{
    Call,
    Canon,
    Ap,
    Seq,
    Par,
    Fail,
    Fold,
    Xor,
    Never,
    New,
    Next,
    Null,
    Match,
    Mismatch,
}
