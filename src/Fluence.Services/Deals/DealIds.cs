namespace Fluence.Services.Deals;

/// <summary>The ids of deals: addresses.</summary>
internal static class DealIds
{
    private const int Digits = 40;

    /// <summary>Writes an id as it is written everywhere: <c>0x</c> and 40 digits in lower case; null where it is none.</summary>
    public static string? Normalize(string text)
    {
        string digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return digits.Length == Digits && digits.All(char.IsAsciiHexDigit) ? "0x" + digits.ToLowerInvariant() : null;
    }
}
