using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Fluence.Crypto;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>The peers of simulated networks, all with real keys.</summary>
internal static partial class Cast
{
    public const string Init = "init";

    private static readonly ConcurrentDictionary<string, (string Name, KeyPair Key)> Members = new(StringComparer.Ordinal);

    /// <summary>The peers that arguments and results of services name; the first makes the particle, the second is its relay.</summary>
    public static IReadOnlyList<string> Names { get; } = [Init, "relay", "ann", "bob", "eve"];

    /// <summary>Their ids.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Names.Select(Id)];

    /// <summary>The id of a peer with a name, who belongs to the cast from then on.</summary>
    public static string Id(string name)
    {
        KeyPair key = KeyPair.FromSeed(SHA256.HashData(Encoding.UTF8.GetBytes("cast " + name)));
        string id = key.PeerId.ToString();
        Members.TryAdd(id, (name, key));
        return id;
    }

    /// <summary>Who has an id; null for nobody.</summary>
    public static (string Name, KeyPair Key)? Find(string id) => Members.TryGetValue(id, out var member) ? member : null;

    /// <summary>
    /// A script with peers of the cast in place of peers whose keys nobody has: ids that stand in the source, and other text where a peer's
    /// id is expected.
    /// </summary>
    public static string Adopt(string air)
    {
        string adopted = ForeignId().Replace(air, static match => Find(match.Value) is null ? Id(match.Value) : match.Value);
        foreach (string text in PeerText().Matches(adopted).Select(static match => match.Groups[1].Value).Distinct().Where(text => Find(text) is null))
        {
            adopted = Regex.Replace(adopted, $"(?<!\\()\"{Regex.Escape(text)}\"(?!\\))", $"\"{Id(text)}\"");
        }

        return adopted;
    }

    /// <summary>A text with the names of peers in place of their ids.</summary>
    public static string WithNames(string text) => ForeignId().Replace(text, static match => Find(match.Value)?.Name ?? match.Value);

    [GeneratedRegex("12D3KooW[1-9A-HJ-NP-Za-km-z]{44}")]
    private static partial Regex ForeignId();

    [GeneratedRegex("""\((?:call|canon) "([^"]*)" """)]
    private static partial Regex PeerText();
}
