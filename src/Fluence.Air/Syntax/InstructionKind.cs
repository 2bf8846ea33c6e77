namespace Fluence.Air.Syntax;

/// <summary>The instructions of AIR; <c>canon</c>, <c>ap</c> and <c>fold</c> are told apart by their operands.</summary>
public enum InstructionKind
{
    /// <summary><see cref="Syntax.Null"/></summary>
    Null,

    /// <summary><see cref="Syntax.Never"/></summary>
    Never,

    /// <summary><see cref="Syntax.Call"/></summary>
    Call,

    /// <summary><see cref="Syntax.Ap"/></summary>
    Ap,

    /// <summary><see cref="Syntax.ApMap"/></summary>
    ApMap,

    /// <summary><see cref="Syntax.Canon"/></summary>
    Canon,

    /// <summary><see cref="Syntax.CanonMap"/></summary>
    CanonMap,

    /// <summary><see cref="Syntax.CanonMapToScalar"/></summary>
    CanonMapToScalar,

    /// <summary><see cref="Syntax.Fail"/></summary>
    Fail,

    /// <summary><see cref="Syntax.Next"/></summary>
    Next,

    /// <summary><see cref="Syntax.Seq"/></summary>
    Seq,

    /// <summary><see cref="Syntax.Par"/></summary>
    Par,

    /// <summary><see cref="Syntax.Xor"/></summary>
    Xor,

    /// <summary><see cref="Syntax.Match"/></summary>
    Match,

    /// <summary><see cref="Syntax.Mismatch"/></summary>
    Mismatch,

    /// <summary><see cref="Syntax.New"/></summary>
    New,

    /// <summary><see cref="Syntax.FoldScalar"/></summary>
    FoldScalar,

    /// <summary><see cref="Syntax.FoldStream"/></summary>
    FoldStream,

    /// <summary><see cref="Syntax.FoldStreamMap"/></summary>
    FoldStreamMap,
}
