using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>Functions of exactly one or two arguments, which the original names <c>x</c> and <c>y</c> in its errors.</summary>
internal static class Binary
{
    public static FunctionOutcome Integers(CallContext call, Func<long, long, FunctionOutcome> function) =>
        Call(call, Shapes.I64, Shapes.I64, function);

    public static FunctionOutcome Call<TX, TY>(
        CallContext call, ArgumentShape<TX> first, ArgumentShape<TY> second, Func<TX, TY, FunctionOutcome> function)
    {
        if (call.Request.Arguments.Length != 2)
        {
            return ArgumentErrors.WrongCount(2, call.Request.Arguments.Length);
        }

        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("x", first, out TX? x) && arguments.TryNext("y", second, out TY? y) ? function(x, y) : arguments.Error;
    }

    public static FunctionOutcome Unary<T>(CallContext call, ArgumentShape<T> shape, Func<T, FunctionOutcome> function)
    {
        if (call.Request.Arguments.Length != 1)
        {
            return ArgumentErrors.WrongCount(1, call.Request.Arguments.Length);
        }

        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("x", shape, out T? x) ? function(x) : arguments.Error;
    }
}
