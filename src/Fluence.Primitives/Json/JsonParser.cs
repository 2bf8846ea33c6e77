using System.Runtime.InteropServices;

namespace Fluence.Primitives.Json;

/// <summary>
/// Reads one JSON document. It follows serde_json step by step, so that errors name the same place; time is linear in the text and
/// recursion is limited by <see cref="JsonValue.MaxDepth"/>. Every method returns null or false after the first error.
/// </summary>
internal ref partial struct JsonParser(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;
    private int _depth;
    private string? _error;
    private int _errorPosition;
    private List<JsonValue>? _values;
    private List<string>? _names;

    /// <summary>What went wrong and where; empty before an error.</summary>
    public readonly string Error =>
        _error is null ? string.Empty : JsonError.At(_error, _text[..Math.Min(_errorPosition, _text.Length)]);

    /// <summary>Reads a value and the white space around it to the end of the text.</summary>
    public JsonValue? ParseDocument()
    {
        JsonValue? value = ParseValue();
        if (value is not null && PeekToken() >= 0)
        {
            return FailAhead(JsonError.TrailingCharacters);
        }

        return value;
    }

    private JsonValue? ParseValue()
    {
        switch (PeekToken())
        {
            case 'n':
                return ParseIdent("null"u8) ? JsonNull.Instance : null;
            case 't':
                return ParseIdent("true"u8) ? JsonBool.True : null;
            case 'f':
                return ParseIdent("false"u8) ? JsonBool.False : null;
            case '-':
                _position++;
                return ParseNumber(positive: false);
            case >= '0' and <= '9':
                return ParseNumber(positive: true);
            case '"':
                _position++;
                return ParseString() is { } text ? new JsonString(text) : null;
            case '[':
                return Enter() ? Leave(ParseArray()) : null;
            case '{':
                return Enter() ? Leave(ParseObject()) : null;
            case < 0:
                return FailAhead(JsonError.EofInValue);
            default:
                return FailAhead(JsonError.ExpectedValue);
        }
    }

    private JsonArray? ParseArray()
    {
        List<JsonValue> values = _values ??= [];
        int start = values.Count;
        for (bool first = true; ; first = false)
        {
            int token = PeekToken();
            if (token == ']')
            {
                break;
            }

            if (!first && token == ',')
            {
                _position++;
                token = PeekToken();
                if (token is ']' or < 0)
                {
                    return (JsonArray?)FailAhead(token < 0 ? JsonError.EofInValue : JsonError.TrailingComma);
                }
            }
            else if (!first || token < 0)
            {
                return (JsonArray?)FailAhead(token < 0 ? JsonError.EofInList : JsonError.ExpectedListCommaOrEnd);
            }

            if (ParseValue() is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        _position++;
        return values.Count == start ? JsonArray.Empty : new JsonArray(ImmutableCollectionsMarshal.AsImmutableArray(Take(values, start)));
    }

    private JsonObject? ParseObject()
    {
        List<JsonValue> values = _values ??= [];
        List<string> names = _names ??= [];
        int firstValue = values.Count, firstName = names.Count;
        for (bool first = true; ; first = false)
        {
            int token = PeekToken();
            if (token == '}')
            {
                break;
            }

            if (!first && token == ',')
            {
                _position++;
                token = PeekToken();
                if (token < 0)
                {
                    return (JsonObject?)FailAhead(JsonError.EofInValue);
                }
            }
            else if (!first || token < 0)
            {
                return (JsonObject?)FailAhead(token < 0 ? JsonError.EofInObject : JsonError.ExpectedObjectCommaOrEnd);
            }

            if (token != '"')
            {
                return (JsonObject?)FailAhead(token == '}' ? JsonError.TrailingComma : JsonError.KeyMustBeString);
            }

            _position++;
            if (ParseString() is not { } name || !ParseColon() || ParseValue() is not { } value)
            {
                return null;
            }

            names.Add(name);
            values.Add(value);
        }

        _position++;
        return values.Count == firstValue ? JsonObject.Empty : new JsonObject(Take(names, firstName), Take(values, firstValue));
    }

    private bool ParseColon()
    {
        int token = PeekToken();
        if (token == ':')
        {
            _position++;
            return true;
        }

        FailAhead(token < 0 ? JsonError.EofInObject : JsonError.ExpectedColon);
        return false;
    }

    private bool ParseIdent(ReadOnlySpan<byte> ident)
    {
        for (int i = 0; i < ident.Length; i++)
        {
            if (_position == _text.Length)
            {
                Fail(JsonError.EofInValue);
                return false;
            }

            if (_text[_position++] != ident[i])
            {
                Fail(JsonError.ExpectedIdent);
                return false;
            }
        }

        return true;
    }

    private bool Enter()
    {
        if (++_depth > JsonValue.MaxDepth)
        {
            FailAhead(JsonError.TooDeep);
            return false;
        }

        _position++;
        return true;
    }

    private JsonValue? Leave(JsonValue? value)
    {
        _depth--;
        return value;
    }

    /// <summary>The next byte that is not white space, not consumed; negative at the end.</summary>
    private int PeekToken()
    {
        while (_position < _text.Length)
        {
            byte next = _text[_position];
            if (next is not ((byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r'))
            {
                return next;
            }

            _position++;
        }

        return -1;
    }

    /// <summary>The next byte, not consumed; 0 at the end.</summary>
    private readonly byte PeekOrZero() => _position < _text.Length ? _text[_position] : (byte)0;

    private static T[] Take<T>(List<T> stack, int start)
    {
        T[] top = CollectionsMarshal.AsSpan(stack)[start..].ToArray();
        stack.RemoveRange(start, stack.Count - start);
        return top;
    }

    /// <summary>Records an error about the bytes consumed so far.</summary>
    private JsonValue? Fail(string error)
    {
        _error = error;
        _errorPosition = _position;
        return null;
    }

    /// <summary>Records an error about the byte ahead.</summary>
    private JsonValue? FailAhead(string error)
    {
        _error = error;
        _errorPosition = _position + 1;
        return null;
    }
}
