using Fluence.Primitives.Json;

namespace Fluence.Marine.Services;

/// <summary>What a call came to: a result or an error, and what it cost.</summary>
/// <param name="Result">The result, null of JSON for a function without one; nothing where the call failed.</param>
/// <param name="Error">Why the call failed; null where it did not.</param>
/// <param name="FuelUsed">The fuel that all modules used together, which is the same each time.</param>
public sealed record ServiceOutcome(JsonValue? Result, ServiceError? Error, long FuelUsed)
{
    /// <summary>Whether there is a result.</summary>
    public bool IsSuccess => Error is null;
}
