using System.Collections.Immutable;
using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>op</c>: values, arrays, strings and base58.</summary>
internal static class OpBuiltins
{
    public static FunctionOutcome Noop(CallContext call) => FunctionOutcome.Empty;

    public static FunctionOutcome Array(CallContext call) => FunctionOutcome.Ok(new JsonArray(call.Request.Arguments));

    public static FunctionOutcome Identity(CallContext call) => call.Request.Arguments switch
    {
        [] => FunctionOutcome.Empty,
        [var value] => FunctionOutcome.Ok(value),
        var arguments => FunctionOutcome.Fail($"identity accepts up to 1 arguments, received {arguments.Length} arguments"),
    };

    public static FunctionOutcome Concat(CallContext call)
    {
        ImmutableArray<JsonValue>.Builder all = ImmutableArray.CreateBuilder<JsonValue>();
        foreach ((int index, JsonValue argument) in call.Request.Arguments.Index())
        {
            if (argument is not JsonArray array)
            {
                return FunctionOutcome.Fail($"all arguments of 'concat' must be arrays: argument #{index} is not");
            }

            all.AddRange(array.Items);
        }

        return FunctionOutcome.Ok(new JsonArray(all.DrainToImmutable()));
    }

    public static FunctionOutcome ConcatStrings(CallContext call)
    {
        StringBuilder all = new();
        foreach ((int index, JsonValue argument) in call.Request.Arguments.Index())
        {
            if (argument is not JsonString text)
            {
                return FunctionOutcome.Fail($"all arguments of 'concat_strings' must be strings: argument #{index} is not");
            }

            all.Append(text.Value);
        }

        return FunctionOutcome.Ok(all.ToString());
    }

    public static FunctionOutcome StringToB58(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("string", Shapes.Text, out string? text)
            ? FunctionOutcome.Ok(Base58.Encode(Encoding.UTF8.GetBytes(text)))
            : arguments.Error;
    }

    public static FunctionOutcome StringFromB58(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("b58_string", Shapes.Text, out string? text))
        {
            return arguments.Error;
        }

        if (!Base58Argument.TryDecode(text, out byte[] bytes, out FunctionOutcome error))
        {
            return error;
        }

        return Utf8Argument.TryDecode(bytes, out string? decoded, out error) ? FunctionOutcome.Ok(decoded) : error;
    }

    public static FunctionOutcome BytesToB58(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("bytes", Shapes.Bytes, out IReadOnlyList<byte>? bytes)
            ? FunctionOutcome.Ok(Base58.Encode([.. bytes]))
            : arguments.Error;
    }

    public static FunctionOutcome BytesFromB58(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("b58_string", Shapes.Text, out string? text))
        {
            return arguments.Error;
        }

        return Base58Argument.TryDecode(text, out byte[] bytes, out FunctionOutcome error) ? BytesResult(bytes) : error;
    }

    /// <summary>
    /// Wraps the text's bytes, at most 64, as a multihash of code 0x12 <b>without hashing them</b>: so the original peer does, its tests
    /// pin it, and results enter signed traces (<c>docs/COMPATIBILITY.md</c>).
    /// </summary>
    public static FunctionOutcome Sha256String(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("string", Shapes.Text, out string? text)
            || !arguments.TryNextOptional("digest_only", Shapes.Bool, out Optional<bool> digestOnly)
            || !arguments.TryNextOptional("as_bytes", Shapes.Bool, out Optional<bool> asBytes))
        {
            return arguments.Error;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > WrappedMultihash.MaxLength)
        {
            return WrappedMultihash.TooLong(bytes.Length);
        }

        byte[] result = digestOnly.Or(false) ? bytes : new Multihash(Multicodec.Sha256, bytes).ToBytes();
        return asBytes.Or(false) ? BytesResult(result) : FunctionOutcome.Ok(Base58.Encode(result));
    }

    private static FunctionOutcome BytesResult(byte[] bytes) =>
        FunctionOutcome.Ok(new JsonArray(bytes.Select(JsonValue (value) => JsonNumber.FromInt64(value)).ToImmutableArray()));
}
