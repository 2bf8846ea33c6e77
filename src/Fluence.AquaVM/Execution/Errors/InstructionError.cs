using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Errors;

/// <summary>What <c>%last_error%</c> or <c>:error:</c> stands for.</summary>
/// <param name="Value">The error object.</param>
/// <param name="Tetraplet">Of the call that has failed; null for literals.</param>
/// <param name="Provenance">What vouches for the object.</param>
/// <param name="Original">The error that the enclosing <c>xor</c> has caught, for <c>fail :error:</c> to raise again.</param>
internal sealed record InstructionError(VmValue Value, SecurityTetraplet? Tetraplet, Provenance Provenance, CatchableError? Original)
{
    private const string CodeField = "error_code";
    private const string MessageField = "message";
    private const string InstructionField = "instruction";
    private const string PeerIdField = "peer_id";

    /// <summary>There was no error: code 0 and an empty message.</summary>
    public static InstructionError None { get; } = new(
        Complete(new JsonObject((CodeField, JsonNumber.FromInt64(0)), (MessageField, new JsonString(string.Empty)))),
        null,
        Provenance.Literal,
        null);

    /// <summary>Makes an error object.</summary>
    public static JsonObject Object(long code, string message, string instruction, string? peerId)
    {
        var number = JsonNumber.FromInt64(code);
        var text = new JsonString(message);
        var line = new JsonString(instruction);
        return peerId is null
            ? new JsonObject((CodeField, number), (InstructionField, line), (MessageField, text))
            : new JsonObject((CodeField, number), (InstructionField, line), (MessageField, text), (PeerIdField, new JsonString(peerId)));
    }

    // text and CID made beforehand, because all runs share the value
    private static VmValue Complete(JsonObject json)
    {
        var value = VmValue.FromJson(json);
        _ = value.Cid;
        return value;
    }

    /// <summary>Whether <c>fail</c> may raise a value: an object with an integer code that is not 0, and a string message.</summary>
    /// <exception cref="UncatchableException">Code 29002: the code does not fit into 64 bits with a sign.</exception>
    public static CatchableError? Check(JsonValue value)
    {
        if (value is not JsonObject fields)
        {
            return CatchableError.ErrorIsNotAnObject(value);
        }

        if (!fields.TryGetValue(CodeField, out JsonValue? code))
        {
            return CatchableError.ErrorWithoutField(value, CodeField);
        }

        if (code is not JsonNumber { IsInteger: true } number)
        {
            return CatchableError.ErrorFieldOfWrongType(value, CodeField, "integer");
        }

        if (!number.TryGetInt64(out long integer))
        {
            // a code from 2^63 on: the original traps
            throw Uncatchable.Inconsistent($"the error code {number} is too large");
        }

        if (integer == 0)
        {
            return CatchableError.ErrorCodeIsZero;
        }

        if (!fields.TryGetValue(MessageField, out JsonValue? message))
        {
            return CatchableError.ErrorWithoutField(value, MessageField);
        }

        return message is JsonString ? null : CatchableError.ErrorFieldOfWrongType(value, MessageField, "string");
    }
}
