using System.Globalization;
using Fluence.Primitives.Json;

namespace Fluence.Services.Journeys;

/// <summary>Steps as scripts see them: <c>{kind, peer, at_us, took_us, subject, problem}</c>, the problem a list of none or one.</summary>
public static class JourneyJson
{
    /// <summary>A step as JSON. Times are microseconds, since 1970 and long.</summary>
    public static JsonObject Write(JourneyStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new JsonObject(
            ("kind", new JsonString(step.Kind.ToString().ToLower(CultureInfo.InvariantCulture))),
            ("peer", new JsonString(step.Peer)),
            ("at_us", JsonNumber.FromInt64((step.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)),
            ("took_us", JsonNumber.FromInt64(step.Took.Ticks / TimeSpan.TicksPerMicrosecond)),
            ("subject", new JsonString(step.Subject)),
            ("problem", step.Problem is null ? JsonArray.Empty : new JsonArray([new JsonString(step.Problem)])));
    }

    /// <summary>The step that a value describes; null when it describes none, whatever another peer sent.</summary>
    public static JourneyStep? Read(JsonValue value) =>
        value is JsonObject step && Text(step, "kind") is { } kind
        && Enum.TryParse(kind, ignoreCase: true, out JourneyStepKind known) && Enum.IsDefined(known)
        && Text(step, "peer") is { } peer && Text(step, "subject") is { } subject
        && Micros(step, "at_us") is { } at && Micros(step, "took_us") is { } took
        && step.TryGetValue("problem", out JsonValue? problem)
            ? new JourneyStep(
                known, peer, DateTimeOffset.UnixEpoch + at, took, subject,
                problem is JsonArray { Items: [JsonString text, ..] } ? text.Value : null)
            : null;

    private static string? Text(JsonObject step, string name) =>
        step.TryGetValue(name, out JsonValue? value) && value is JsonString text ? text.Value : null;

    // a thousand years, so that no peer can make the sum overflow
    private static TimeSpan? Micros(JsonObject step, string name) =>
        step.TryGetValue(name, out JsonValue? value)
        && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long micros)
        && micros < 31_556_952_000_000_000
            ? TimeSpan.FromMicroseconds(micros) : null;
}
