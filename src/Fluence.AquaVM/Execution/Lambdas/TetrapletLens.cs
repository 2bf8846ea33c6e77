using Fluence.Air.Syntax;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Lambdas;

/// <summary>What lambdas do to tetraplets.</summary>
internal static class TetrapletLens
{
    /// <summary>Of a part of a value: the lambda is appended. Of a length: only that it is one remains.</summary>
    public static SecurityTetraplet Extend(SecurityTetraplet tetraplet, Lambda lambda) => lambda.IsLength
        ? new SecurityTetraplet(string.Empty, string.Empty, string.Empty, lambda.Text)
        : tetraplet with { Lens = tetraplet.Lens + lambda.Text };

    /// <summary>Of a part of one value of a canonical map: the rest of the lambda is appended, without <c>$</c>.</summary>
    public static SecurityTetraplet ExtendByPath(SecurityTetraplet tetraplet, ReadOnlySpan<Accessor> path)
    {
        string lens = tetraplet.Lens;
        foreach (Accessor accessor in path)
        {
            lens += $".{accessor}";
        }

        return tetraplet with { Lens = lens };
    }
}
