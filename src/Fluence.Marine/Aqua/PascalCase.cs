using System.Text;

namespace Fluence.Marine.Aqua;

/// <summary>Names in Pascal case by the rules of the library that the original uses.</summary>
public static class PascalCase
{
    /// <summary>
    /// Words begin after symbols and digits, and where an upper-case letter comes after a lower-case one that was not a beginning:
    /// <c>url-downloader</c> gives <c>UrlDownloader</c>, <c>AquaIPFS</c> gives <c>AquaIPFS</c>, <c>IPFS</c> gives <c>Ipfs</c>.
    /// </summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        StringBuilder result = new(name.Length);
        bool isNewWord = true;
        Rune last = new(' ');
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) && !Rune.IsNumber(rune))
            {
                isNewWord = true;
            }
            else if (Rune.IsNumber(rune))
            {
                isNewWord = true;
                result.Append(rune);
            }
            else if (isNewWord || (Rune.IsLower(last) && Rune.IsUpper(rune)))
            {
                isNewWord = false;
                result.Append(rune.IsAscii ? Rune.ToUpperInvariant(rune) : rune);
            }
            else
            {
                last = rune;
                result.Append(rune.IsAscii ? Rune.ToLowerInvariant(rune) : rune);
            }
        }

        return result.ToString();
    }
}
