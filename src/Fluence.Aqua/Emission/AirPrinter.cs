using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Fluence.Aqua.Emission;

/// <summary>Writes AIR: one instruction a line, a space for every level. Groups have two instructions each, the first of which may be a group.</summary>
internal sealed class AirPrinter
{
    private readonly StringBuilder _text = new();

    internal static string Print(AirNode root)
    {
        AirPrinter printer = new();
        printer.Write(root, 0);
        return printer._text.ToString();
    }

    private void Write(AirNode node, int depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node.Kind)
        {
            case AirKind.Leaf:
                _text.Append(' ', depth).Append('(').Append(node.Head).Append(")\n");
                break;
            case AirKind.Block:
                _text.Append(' ', depth).Append('(').Append(node.Head).Append('\n');
                WriteGroup("seq", node.Children, depth + 1);
                if (node.Last is { } last)
                {
                    Write(last, depth + 1);
                }

                _text.Append(' ', depth).Append(")\n");
                break;
            case AirKind.Seq:
                WriteGroup("seq", node.Children, depth);
                break;
            default:
                // alone, it has nothing beside it
                ImmutableArray<AirNode> children = node.Children.Length == 1 ? node.Children.Add(AirNode.Null) : node.Children;
                WriteGroup(node.Kind == AirKind.Par ? "par" : "xor", children, depth);
                break;
        }
    }

    private void WriteGroup(string name, ImmutableArray<AirNode> children, int depth)
    {
        int groups = children.Length - 1;
        for (int i = 0; i < groups; i++)
        {
            _text.Append(' ', depth + i).Append('(').Append(name).Append('\n');
        }

        Write(children.IsEmpty ? AirNode.Null : children[0], depth + Math.Max(groups, 0));
        for (int i = 1; i <= groups; i++)
        {
            Write(children[i], depth + groups - i + 1);
            _text.Append(' ', depth + groups - i).Append(")\n");
        }
    }
}
