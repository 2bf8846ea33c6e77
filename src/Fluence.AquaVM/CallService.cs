using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM;

/// <summary>A call that the host is asked to run.</summary>
/// <param name="ServiceId">The service.</param>
/// <param name="FunctionName">The function.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Tetraplets">For each argument where it comes from; canonical streams give one for each element.</param>
public sealed record CallRequest(
    string ServiceId,
    string FunctionName,
    ImmutableArray<JsonValue> Arguments,
    ImmutableArray<ImmutableArray<SecurityTetraplet>> Tetraplets);

/// <summary>What the host answers to a <see cref="CallRequest"/>.</summary>
/// <param name="RetCode">0 for success; everything else is an error that the script can catch.</param>
/// <param name="Result">The JSON text of the result; of an error, its message, taken verbatim.</param>
public sealed record CallResult(int RetCode, string Result);
