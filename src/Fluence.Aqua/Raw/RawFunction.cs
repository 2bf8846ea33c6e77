using System.Collections.Immutable;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Raw;

/// <summary>A function or closure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it takes, abilities first, and gives.</param>
/// <param name="Results">The values that it gives.</param>
/// <param name="Body">Its steps.</param>
internal sealed record RawFunction(string Name, ArrowType Type, ImmutableArray<RawValue> Results, RawTag Body);
