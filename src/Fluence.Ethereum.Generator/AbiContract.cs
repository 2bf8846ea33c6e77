using System.Collections.Immutable;
using System.Text.Json;

namespace Fluence.Ethereum.Generator;

/// <summary>A contract's ABI.</summary>
internal sealed record AbiContract(
    string Name, ImmutableArray<AbiParameter>? Constructor, ImmutableArray<AbiItem> Functions, ImmutableArray<AbiItem> Events,
    ImmutableArray<AbiItem> Errors)
{
    internal static AbiContract Read(string name, string json)
    {
        ImmutableArray<AbiItem> items = [.. JsonSerializer.Deserialize<JsonElement>(json).EnumerateArray().Select(AbiItem.Read)];
        return new AbiContract(
            name, items.FirstOrDefault(static each => each.Kind == "constructor")?.Inputs, Of("function"), Of("event"), Of("error"));

        ImmutableArray<AbiItem> Of(string kind) => [.. items.Where(each => each.Kind == kind)
            .OrderBy(static each => each.Name, StringComparer.Ordinal).ThenBy(static each => each.Inputs.Length)];
    }
}

/// <summary>A function, event, error or constructor.</summary>
internal sealed record AbiItem(
    string Kind, string Name, ImmutableArray<AbiParameter> Inputs, ImmutableArray<AbiParameter> Outputs, bool IsAnonymous)
{
    /// <summary>The name and the types, of which the hash is made.</summary>
    internal string Signature => $"{Name}({string.Join(",", Inputs.Select(static each => each.CanonicalType))})";

    internal byte[] Hash => Crypto.Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(Signature));

    internal static AbiItem Read(JsonElement item) => new(
        item.TryGetProperty("type", out JsonElement kind) ? kind.GetString()! : "function",
        item.TryGetProperty("name", out JsonElement name) ? name.GetString()! : "",
        AbiParameter.ReadAll(item, "inputs"),
        AbiParameter.ReadAll(item, "outputs"),
        item.TryGetProperty("anonymous", out JsonElement anonymous) && anonymous.GetBoolean());
}

/// <summary>A parameter, a result, or a member of a struct.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Type">Its type; of structs <c>tuple</c> and the brackets of arrays.</param>
/// <param name="StructName">The struct as the source names it, like <c>IOffer.ComputeUnit</c>; empty of other types.</param>
/// <param name="Members">The members of the struct.</param>
/// <param name="IsIndexed">Whether it is a topic of an event.</param>
internal sealed record AbiParameter(string Name, string Type, string StructName, ImmutableArray<AbiParameter> Members, bool IsIndexed)
{
    internal string CanonicalType => Type.StartsWith("tuple", StringComparison.Ordinal)
        ? $"({string.Join(",", Members.Select(static each => each.CanonicalType))}){Type["tuple".Length..]}"
        : Type;

    internal static ImmutableArray<AbiParameter> ReadAll(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(Read)] : [];

    private static AbiParameter Read(JsonElement parameter)
    {
        string type = parameter.GetProperty("type").GetString()!;
        string source = parameter.TryGetProperty("internalType", out JsonElement given) ? given.GetString() ?? "" : "";
        AbiParameter read = new(
            parameter.TryGetProperty("name", out JsonElement name) ? name.GetString() ?? "" : "",
            type,
            source.StartsWith("struct ", StringComparison.Ordinal) ? source["struct ".Length..].Split('[')[0] : "",
            ReadAll(parameter, "components"),
            parameter.TryGetProperty("indexed", out JsonElement indexed) && indexed.GetBoolean());
        CSharpType.Check(read);
        return read;
    }
}
