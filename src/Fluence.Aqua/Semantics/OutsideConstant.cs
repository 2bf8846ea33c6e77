using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Parsing;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Semantics;

/// <summary>A constant that is given from outside: read as a line of a source.</summary>
internal static class OutsideConstant
{
    /// <summary>The constant; null where the name or the literal is none.</summary>
    internal static RawConstant? Read(string name, string literal)
    {
        (FileSyntax file, var problems) = Parser.Parse(new SourceFile("constant", $"aqua Constant\n\nconst {name} = {literal}\n"));
        return problems.IsEmpty && file.Items is [ConstSyntax { Value: LiteralSyntax value } constant] && constant.Name.Text == name
            ? new RawConstant(name, new RawLiteral(value.Text, FileAnalyzer.TypeOf(value.Kind)), IsDefault: false)
            : null;
    }
}
