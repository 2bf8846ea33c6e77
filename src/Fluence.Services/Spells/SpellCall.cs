using System.Collections.Immutable;
using Fluence.Marine.Services;
using Fluence.Marine.Values;

namespace Fluence.Services.Spells;

/// <summary>A call of a spell's storage: arguments that fit its signature, and who calls.</summary>
internal readonly record struct SpellCall(ImmutableArray<IValue> Arguments, CallParameters Caller)
{
    /// <summary>An argument that is text.</summary>
    public string Text(int index) => ((StringValue)Arguments[index]).Value;

    /// <summary>An argument that is an integer.</summary>
    public long Integer(int index) => ((IntegerValue)Arguments[index]).Bits;

    /// <summary>The fields of an argument that is a record.</summary>
    public ImmutableArray<IValue> Fields(int index) => ((RecordValue)Arguments[index]).Fields;
}
