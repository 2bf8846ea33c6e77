using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>cmp</c>: comparisons of 64-bit signed integers.</summary>
internal static class CmpBuiltins
{
    public static FunctionOutcome Gt(CallContext call) => Binary.Integers(call, static (x, y) => FunctionOutcome.Ok(x > y));

    public static FunctionOutcome Gte(CallContext call) => Binary.Integers(call, static (x, y) => FunctionOutcome.Ok(x >= y));

    public static FunctionOutcome Lt(CallContext call) => Binary.Integers(call, static (x, y) => FunctionOutcome.Ok(x < y));

    public static FunctionOutcome Lte(CallContext call) => Binary.Integers(call, static (x, y) => FunctionOutcome.Ok(x <= y));

    /// <summary>-1, 0 or 1.</summary>
    public static FunctionOutcome Cmp(CallContext call) => Binary.Integers(call, static (x, y) => FunctionOutcome.Ok(x.CompareTo(y)));
}
