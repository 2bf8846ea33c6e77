using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution.Streams;

/// <summary>Where in a stream a value belongs.</summary>
/// <param name="Source">The data that the value comes with; null if this run has made it.</param>
/// <param name="Number">The generation in those data.</param>
internal readonly record struct Generation(ValueSource? Source, uint Number)
{
    /// <summary>Of values that this run makes.</summary>
    public static Generation New => default;
}
