using Fluence.Air;
using Fluence.Air.Printing;
using Fluence.Air.Syntax;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>All scripts that are one step simpler than a given one.</summary>
internal static class ScriptReductions
{
    private static readonly StringLiteral SimpleService = new("me");
    private static readonly StringLiteral SimpleFunction = new("0");

    /// <summary>The simpler scripts, the boldest reductions first; none if the script does not parse.</summary>
    public static IEnumerable<string> Of(string script)
    {
        if (AirParser.Parse(script).Root is not { } root)
        {
            yield break;
        }

        foreach (Instruction node in Nodes(root))
        {
            foreach (Instruction simpler in Simpler(node))
            {
                yield return AirPrinter.Print(Replace(root, node, simpler));
            }
        }
    }

    private static IEnumerable<Instruction> Nodes(Instruction root)
    {
        yield return root;
        foreach (Instruction child in Children(root))
        {
            foreach (Instruction node in Nodes(child))
            {
                yield return node;
            }
        }
    }

    private static IEnumerable<Instruction> Children(Instruction node)
    {
        (Instruction? first, Instruction? second) = AirPrinter.Nested(node);
        return new[] { first, second }.OfType<Instruction>();
    }

    private static IEnumerable<Instruction> Simpler(Instruction node)
    {
        if (node is not Null)
        {
            yield return new Null(node.Span);
        }

        foreach (Instruction child in Children(node))
        {
            yield return child;
        }

        switch (node)
        {
            case Call call:
                for (int i = 0; i < call.Arguments.Length; i++)
                {
                    yield return call with { Arguments = call.Arguments.RemoveAt(i) };
                }

                if (call.Output is not null)
                {
                    yield return call with { Output = null };
                }

                if (!call.Service.Equals(SimpleService) || !call.Function.Equals(SimpleFunction))
                {
                    yield return call with { Service = SimpleService, Function = SimpleFunction };
                }

                break;
            case FoldScalar { Last: not null } fold:
                yield return fold with { Last = null };
                break;
            case FoldStream { Last: not null } fold:
                yield return fold with { Last = null };
                break;
            case FoldStreamMap { Last: not null } fold:
                yield return fold with { Last = null };
                break;
        }
    }

    private static Instruction Replace(Instruction node, Instruction old, Instruction replacement)
    {
        if (ReferenceEquals(node, old))
        {
            return replacement;
        }

        Instruction Inside(Instruction child) => Replace(child, old, replacement);
        return node switch
        {
            Seq seq => seq with { Left = Inside(seq.Left), Right = Inside(seq.Right) },
            Par par => par with { Left = Inside(par.Left), Right = Inside(par.Right) },
            Xor xor => xor with { Left = Inside(xor.Left), Right = Inside(xor.Right) },
            Match match => match with { Body = Inside(match.Body) },
            Mismatch mismatch => mismatch with { Body = Inside(mismatch.Body) },
            New scope => scope with { Body = Inside(scope.Body) },
            FoldScalar fold => fold with { Body = Inside(fold.Body), Last = fold.Last is null ? null : Inside(fold.Last) },
            FoldStream fold => fold with { Body = Inside(fold.Body), Last = fold.Last is null ? null : Inside(fold.Last) },
            FoldStreamMap fold => fold with { Body = Inside(fold.Body), Last = fold.Last is null ? null : Inside(fold.Last) },
            _ => node,
        };
    }
}
