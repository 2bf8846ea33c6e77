using System.Text;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Cli.Chain;

/// <summary>What providers call themselves on the market; anyone may choose any name, so it stands beside the account.</summary>
/// <param name="session">The chain.</param>
internal sealed class ProviderNames(ChainSession session)
{
    private const int MaxLength = 64;

    private readonly Dictionary<Address, string> _names = [];

    /// <summary>The name that an account has registered, without anything that a terminal would act on; empty for none.</summary>
    public async Task<string> NameOfAsync(Address provider, CancellationToken cancellation)
    {
        if (!_names.TryGetValue(provider, out string? name))
        {
            ProviderInfo info = await session.Client.CallAsync(
                session.Contracts.Market, new MarketContract.GetProviderInfo(provider), cancellation: cancellation);
            _names[provider] = name = Printable(info.Name);
        }

        return name;
    }

    /// <summary>The name and the account; the account alone where it has none.</summary>
    public async Task<string> OfAsync(Address provider, CancellationToken cancellation) =>
        await NameOfAsync(provider, cancellation) is { Length: > 0 } name ? $"{name} ({provider})" : provider.ToString();

    /// <summary>The name, or else the account.</summary>
    public async Task<string> ShortAsync(Address provider, CancellationToken cancellation) =>
        await NameOfAsync(provider, cancellation) is { Length: > 0 } name ? name : provider.ToString();

    internal static string Printable(string name)
    {
        StringBuilder text = new();
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (text.Length >= MaxLength)
            {
                return text.Append('…').ToString();
            }

            text.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format
                ? "\ufffd" : rune.ToString());
        }

        return text.ToString().Trim();
    }
}
