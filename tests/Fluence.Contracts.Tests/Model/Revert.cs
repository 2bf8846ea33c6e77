using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>A call is refused, and changes nothing.</summary>
internal sealed class RevertException(string error) : Exception(error)
{
    /// <summary>The name of the error that our contracts give.</summary>
    public string Error => Message;
}

/// <summary>Checks of the model.</summary>
internal static class Revert
{
    public static void If(bool refused, string error)
    {
        if (refused)
        {
            throw new RevertException(error);
        }
    }

    /// <summary>A difference of unsigned numbers.</summary>
    public static BigInteger Minus(this BigInteger left, BigInteger right)
    {
        If(left < right, "Panic");
        return left - right;
    }
}
