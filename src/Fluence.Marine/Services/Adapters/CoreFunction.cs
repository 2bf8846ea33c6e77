using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Adapters;

/// <summary>What <c>call-core</c> can call: an exported function in its raw form, or a function of another module.</summary>
internal abstract class CoreFunction(string name, ImmutableArray<IType> arguments)
{
    public string Name { get; } = name;

    public ImmutableArray<IType> Arguments { get; } = arguments;

    /// <summary>Calls the function with as many values as it has arguments.</summary>
    /// <exception cref="GuestCallException">It did not return.</exception>
    public abstract ImmutableArray<IValue> Call(ReadOnlySpan<IValue> arguments);

    /// <summary>Calls the function for an instruction of an adapter.</summary>
    /// <exception cref="AdapterException">An argument is of a wrong type, or the function did not return.</exception>
    public ImmutableArray<IValue> CallFor(string instruction, GuestModule guest, ReadOnlySpan<IValue> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            ValueCheck.Require(instruction, arguments[i], Arguments[i], guest.Records);
        }

        try
        {
            return Call(arguments);
        }
        catch (GuestCallException failure)
        {
            throw Failed(instruction, failure);
        }
    }

    /// <summary>What an instruction fails with when its call does not return.</summary>
    public AdapterException Failed(string instruction, GuestCallException failure) =>
        new(instruction, $"failed while calling the local or import function `{Name}`: {failure.Message}", failure);
}
