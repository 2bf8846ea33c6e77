using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Adapters;

/// <summary>A function of another module.</summary>
internal sealed class ImportedFunction(string name, ImmutableArray<IType> arguments, GuestModule provider, Adapter adapter)
    : CoreFunction(name, arguments)
{
    public override ImmutableArray<IValue> Call(ReadOnlySpan<IValue> arguments)
    {
        try
        {
            return adapter.Run(provider, arguments);
        }
        catch (AdapterException failure)
        {
            throw new GuestCallException("Execution error: " + failure.Message, failure);
        }
    }
}
