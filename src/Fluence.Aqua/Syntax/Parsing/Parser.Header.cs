using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>The lines at the head of a file.</summary>
internal sealed partial class Parser
{
    private ImmutableArray<HeaderSyntax> ParseHeader()
    {
        ImmutableArray<HeaderSyntax>.Builder header = ImmutableArray.CreateBuilder<HeaderSyntax>();
        Newlines();
        while (HeaderLine() is { } line)
        {
            header.Add(line);
            int end = _position;
            if (!Newlines())
            {
                break;
            }

            if (!StartsHeader())
            {
                _position = end;
                break;
            }
        }

        return header.ToImmutable();
    }

    private bool StartsHeader()
    {
        int start = _position;
        bool starts = HeaderLine() is not null;
        _position = start;
        return starts;
    }

    private HeaderSyntax? HeaderLine() => Module() ?? Import(isUse: true) ?? Import(isUse: false) ?? Export();

    private HeaderSyntax? Module()
    {
        int start = _position;
        Spaces();
        int word = _position;
        bool isOld = _text.AsSpan(word).StartsWith("module");
        if (!isOld && !Take("aqua"))
        {
            return Back<HeaderSyntax>(start);
        }

        _position = word + (isOld ? "module".Length : "aqua".Length);
        TextSpan wordSpan = From(word);
        Spaces();
        if (QualifiedName() is not { } name)
        {
            return Back<HeaderSyntax>(start);
        }

        int end = _position;
        Spaces();
        if (!Take("declares"))
        {
            TextSpan span = new(word, end);
            return new ModuleSyntax(span, wordSpan, isOld, name, declaresAll: false, []);
        }

        Spaces();
        ImmutableArray<NameSyntax>? names = List(QualifiedName);
        if (names is null && !Take("*"))
        {
            _position = end;
            return new ModuleSyntax(From(word), wordSpan, isOld, name, declaresAll: false, []);
        }

        TextSpan whole = From(word);
        Spaces();
        return new ModuleSyntax(whole, wordSpan, isOld, name, names is null, names ?? []);
    }

    private HeaderSyntax? Import(bool isUse)
    {
        int start = _position;
        if (!Word(isUse ? "use" : "import"))
        {
            return null;
        }

        ImmutableArray<RenamedSyntax> names = [];
        if (Current != '"')
        {
            if (List(Renamed) is not { } picked || !RequireSpaces() || !Word("from"))
            {
                return Back<HeaderSyntax>(start);
            }

            names = picked;
        }

        if (String() is not { } path)
        {
            Missing("a path in quotes");
            return Back<HeaderSyntax>(start);
        }

        NameSyntax? module = isUse ? As() : null;
        return new ImportSyntax(From(start), isUse, names, path.Span, path.Text[1..^1], module);
    }

    private HeaderSyntax? Export()
    {
        int start = _position;
        return Word("export") && List(Renamed) is { } names ? new ExportSyntax(From(start), names) : Back<HeaderSyntax>(start);
    }

    private RenamedSyntax? Renamed() => QualifiedName() is { } name ? new RenamedSyntax(name, As()) : null;

    private NameSyntax? As()
    {
        int start = _position;
        return Spaces() && Word("as") && QualifiedName() is { } name ? name : Back<NameSyntax>(start);
    }
}
