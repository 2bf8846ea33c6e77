using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Scopes;

namespace Fluence.Services.Hosting;

/// <summary>What is known of a service.</summary>
/// <param name="Id">Its id, a UUID.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Blueprint">The id of its blueprint.</param>
/// <param name="Owner">Who had it made.</param>
/// <param name="Scope">Whose it is.</param>
/// <param name="Aliases">Its further names, the oldest first.</param>
public sealed record ServiceInfo(
    string Id, ServiceKind Kind, string Blueprint, PeerId Owner, PeerScope Scope, ImmutableArray<string> Aliases)
{
    /// <summary>As scripts see it.</summary>
    /// <param name="scopeId">The id of the scope.</param>
    public JsonObject ToJson(PeerId scopeId) => new(
        ("id", new JsonString(Id)),
        ("blueprint_id", new JsonString(Blueprint)),
        ("service_type", new JsonString(Kind == ServiceKind.Spell ? "spell" : "service")),
        ("owner_id", new JsonString(Owner.ToString())),
        ("aliases", new JsonArray([.. Aliases.Select(JsonValue (alias) => new JsonString(alias))])),
        ("worker_id", new JsonString(scopeId.ToString())));
}
