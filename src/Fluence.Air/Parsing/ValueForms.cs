namespace Fluence.Air.Parsing;

/// <summary>The forms of operand, and which of them the grammar allows where.</summary>
[Flags]
internal enum ValueForms
{
    None = 0,
    InitPeerId = 1 << 0,
    Timestamp = 1 << 1,
    Ttl = 1 << 2,
    String = 1 << 3,
    Int = 1 << 4,
    Float = 1 << 5,
    Bool = 1 << 6,
    EmptyArray = 1 << 7,
    Error = 1 << 8,
    ErrorLambda = 1 << 9,
    Scalar = 1 << 10,
    ScalarLambda = 1 << 11,
    CanonStream = 1 << 12,
    CanonStreamLambda = 1 << 13,
    CanonMap = 1 << 14,
    CanonMapLambda = 1 << 15,
    Stream = 1 << 16,
    StreamMap = 1 << 17,

    /// <summary>What can name a service or function.</summary>
    Name = String | Scalar | ScalarLambda | CanonStreamLambda | CanonMapLambda,

    /// <summary>What can name a peer.</summary>
    Peer = Name | InitPeerId,

    /// <summary>An argument of <c>call</c>, or an operand of <c>match</c>.</summary>
    Argument = ApArgument | CanonMap,

    /// <summary>What <c>ap</c> can copy.</summary>
    ApArgument = Peer | Timestamp | Ttl | Int | Float | Bool | EmptyArray | Error | ErrorLambda | CanonStream,

    /// <summary>A key of a stream map.</summary>
    MapKey = String | Int | Scalar | ScalarLambda | CanonStreamLambda,

    /// <summary>What takes a result.</summary>
    Output = Scalar | Stream,

    /// <summary>What <c>fail</c> can raise, except a code with a message.</summary>
    FailOperand = Scalar | ScalarLambda | CanonStreamLambda | Error,

    /// <summary>What <c>fold</c> can visit.</summary>
    Iterable = Scalar | ScalarLambda | CanonStream | CanonMap | CanonMapLambda | EmptyArray | Stream | StreamMap,

    /// <summary>What <c>new</c> can make.</summary>
    NewArgument = Scalar | Stream | StreamMap | CanonStream | CanonMap,
}
