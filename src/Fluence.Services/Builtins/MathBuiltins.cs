using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>math</c>: 64-bit signed arithmetic in which every overflow is an error.</summary>
internal static class MathBuiltins
{
    public static FunctionOutcome Add(CallContext call) => Binary.Integers(call, Sum);

    /// <summary>
    /// Subtraction by negating the second operand, so that <c>x - i64::MIN</c> is a negation overflow, as in the original.
    /// </summary>
    public static FunctionOutcome Sub(CallContext call) => Binary.Integers(call, static (x, y) =>
        y == long.MinValue ? Overflow("neg") : Sum(x, -y));

    public static FunctionOutcome Mul(CallContext call) => Binary.Integers(call, static (x, y) =>
    {
        Int128 product = (Int128)x * y;
        return product == (long)product ? FunctionOutcome.Ok((long)product) : Overflow("mul");
    });

    /// <summary>The floor of the product of two doubles, saturated to 64 bits; NaN gives 0.</summary>
    public static FunctionOutcome Fmul(CallContext call) => Binary.Call(call, Shapes.F64, Shapes.F64, static (x, y) =>
    {
        double floor = Math.Floor(x * y);
        return FunctionOutcome.Ok(floor switch
        {
            double.NaN => 0,
            >= 9223372036854775808.0 => long.MaxValue,
            <= -9223372036854775808.0 => long.MinValue,
            _ => (long)floor,
        });
    });

    public static FunctionOutcome Div(CallContext call) => Binary.Integers(call, static (x, y) =>
        y == 0 || (x == long.MinValue && y == -1) ? Overflow("div") : FunctionOutcome.Ok(x / y));

    public static FunctionOutcome Rem(CallContext call) => Binary.Integers(call, static (x, y) =>
        y == 0 || (x == long.MinValue && y == -1) ? Overflow("rem") : FunctionOutcome.Ok(x % y));

    public static FunctionOutcome Pow(CallContext call) => Binary.Call(call, Shapes.I64, Shapes.U32, static (x, y) =>
    {
        Int128 result = 1, factor = x;
        for (uint exponent = y; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                result *= factor;
                if (result != (long)result)
                {
                    return Overflow("pow");
                }
            }

            if (exponent > 1)
            {
                factor *= factor;
                if (factor != (long)factor)
                {
                    return Overflow("pow");
                }
            }
        }

        return FunctionOutcome.Ok((long)result);
    });

    /// <summary>The integer part of the logarithm of <c>y</c> to the base <c>x</c>.</summary>
    public static FunctionOutcome Log(CallContext call) => Binary.Integers(call, static (x, y) =>
    {
        if (x < 2 || y < 1)
        {
            return Overflow("log");
        }

        int exponent = 0;
        for (long rest = y; rest >= x; rest /= x)
        {
            exponent++;
        }

        return FunctionOutcome.Ok(exponent);
    });

    /// <summary>The checked sum of two integers.</summary>
    internal static FunctionOutcome Sum(long x, long y)
    {
        Int128 sum = (Int128)x + y;
        return sum == (long)sum ? FunctionOutcome.Ok((long)sum) : Overflow("add");
    }

    internal static FunctionOutcome Overflow(string operation) => FunctionOutcome.Fail($"i64 {operation} overflow");
}
