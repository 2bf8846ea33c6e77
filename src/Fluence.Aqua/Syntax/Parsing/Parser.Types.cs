using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Types.</summary>
internal sealed partial class Parser
{
    private static readonly string[] Scalars =
        ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64", "bool", "string"];

    private static readonly (string Sign, CollectionKind Kind)[] Collections =
        [("[]", CollectionKind.Array), ("*", CollectionKind.Stream), ("%", CollectionKind.StreamMap), ("?", CollectionKind.Option)];

    /// <summary>An arrow or a basic type.</summary>
    private TypeSyntax? Type() => Deeper<TypeSyntax>(() => Arrow(BasicType) ?? BasicType());

    private TypeSyntax? BasicType() => Deeper(BasicTypeHere);

    private TypeSyntax? BasicTypeHere()
    {
        int start = _position;
        if (Current is '⊤' or '⊥')
        {
            _position++;
            return new TopBottomTypeSyntax(From(start), _text[start] == '⊤');
        }

        foreach ((string sign, CollectionKind kind) in Collections)
        {
            if (_text.AsSpan(start).StartsWith(sign))
            {
                _position += sign.Length;
                return BasicType() is { } element ? new CollectionTypeSyntax(From(start), kind, element) : Back<TypeSyntax>(start);
            }
        }

        foreach (string scalar in Scalars)
        {
            if (_text.AsSpan(start).StartsWith(scalar))
            {
                _position += scalar.Length;
                return new ScalarTypeSyntax(From(start), scalar);
            }
        }

        if (!char.IsAsciiLetterUpper(Current))
        {
            Missing("a type");
            return null;
        }

        return NamedType();
    }

    private NamedTypeSyntax? NamedType() => Dotted(ClassName) is { } name ? new NamedTypeSyntax(name) : null;

    /// <summary><c>{Ability} A, B -> C</c>.</summary>
    private ArrowTypeSyntax? Arrow(Func<TypeSyntax?> parameterType)
    {
        int start = _position;
        if (AbilityTypes() is not { } abilities)
        {
            return Back<ArrowTypeSyntax>(start);
        }

        ImmutableArray<ParameterSyntax> parameters =
            [.. (List(parameterType) ?? []).Select(type => new ParameterSyntax(type.Span, null, type))];
        if (!Spaced("->"))
        {
            return Back<ArrowTypeSyntax>(start);
        }

        if (Results() is { } results)
        {
            return new ArrowTypeSyntax(From(start), abilities, parameters, results);
        }

        return Take("()") ? new ArrowTypeSyntax(From(start), abilities, parameters, []) : Back<ArrowTypeSyntax>(start);
    }

    /// <summary><c>{Ability}(a: A, b: B) -> C</c>.</summary>
    private ArrowTypeSyntax? NamedArrow(Func<TypeSyntax?> parameterType)
    {
        int start = _position;
        Spaces();
        int from = _position;
        if (AbilityTypes() is not { } abilities || !Take("("))
        {
            return Back<ArrowTypeSyntax>(start);
        }

        Gap();
        ImmutableArray<ParameterSyntax> parameters = List(() => Parameter(parameterType)) ?? [];
        Gap();
        if (!Take(")"))
        {
            return Back<ArrowTypeSyntax>(start);
        }

        int end = _position;
        if (Spaced("->"))
        {
            if (Results() is not { } results)
            {
                return Back<ArrowTypeSyntax>(start);
            }

            return new ArrowTypeSyntax(From(from), abilities, parameters, results);
        }

        TextSpan span = new(from, end);
        Spaces();
        return new ArrowTypeSyntax(span, abilities, parameters, []);
    }

    private ParameterSyntax? Parameter(Func<TypeSyntax?> parameterType)
    {
        int start = _position;
        Gap();
        int from = _position;
        if (Name() is not { } name || !Spaced(":") || (parameterType() ?? InParentheses(parameterType)) is not { } type)
        {
            return Back<ParameterSyntax>(start);
        }

        TextSpan span = From(from);
        Gap();
        return new ParameterSyntax(span, name, type);
    }

    private ImmutableArray<TypeSyntax>? Results() => List(() => InParentheses(Type) ?? Type());

    private TypeSyntax? InParentheses(Func<TypeSyntax?> inner)
    {
        int start = _position;
        return OpenParenthesis() && inner() is { } type && CloseParenthesis() ? type : Back<TypeSyntax>(start);
    }

    private ImmutableArray<NamedTypeSyntax>? AbilityTypes()
    {
        if (Current != '{')
        {
            return [];
        }

        _position++;
        Spaces();
        return List(NamedType) is { } abilities && Close("}") ? abilities : null;
    }

    private bool OpenParenthesis()
    {
        if (!Take("("))
        {
            return false;
        }

        Spaces();
        return true;
    }

    private bool CloseParenthesis() => Close(")");

    private bool Close(string bracket)
    {
        Spaces();
        return Take(bracket);
    }

    private T? Deeper<T>(Func<T?> read)
        where T : class
    {
        if (_depth >= MaxDepth)
        {
            _isTooDeep = true;
            Missing("less nesting");
            return null;
        }

        _depth++;
        T? result = read();
        _depth--;
        return result;
    }
}
