using Fluence.Marine.Text;

namespace Fluence.Marine;

/// <summary>Reads a version, and says what is wrong as the original's parser does.</summary>
internal ref struct SemVersionParser(string text)
{
    private const string Patch = "patch version number";
    private const string PreRelease = "pre-release identifier";
    private const string Build = "build metadata";

    private readonly string _text = text;
    private int _position;

    /// <summary>What is wrong, after <see cref="Parse"/> returned null.</summary>
    public string? Error { get; private set; }

    /// <summary>Reads the whole text; null on an error.</summary>
    public SemVersion? Parse()
    {
        if (_text.Length == 0)
        {
            Error = "empty string, expected a semver version";
            return null;
        }

        const string major = "major version number", minor = "minor version number";
        if (ReadNumber(major) is not { } first || !ReadDot(major) || ReadNumber(minor) is not { } second || !ReadDot(minor)
            || ReadNumber(Patch) is not { } third || ReadTail('-', PreRelease) is not { } preRelease
            || ReadTail('+', Build) is not { } build)
        {
            return null;
        }

        if (_position < _text.Length)
        {
            string after = build.Length > 0 ? Build : preRelease.Length > 0 ? PreRelease : Patch;
            Error = $"unexpected character {Next()} after {after}";
            return null;
        }

        return new SemVersion(first, second, third, preRelease, build);
    }

    private ulong? ReadNumber(string what)
    {
        ulong value = 0;
        int start = _position;
        for (; _position < _text.Length && char.IsAsciiDigit(_text[_position]); _position++)
        {
            if (value == 0 && _position > start)
            {
                Error = $"invalid leading zero in {what}";
                return null;
            }

            UInt128 longer = ((UInt128)value * 10) + (uint)(_text[_position] - '0');
            if (longer > ulong.MaxValue)
            {
                Error = $"value of {what} exceeds u64::MAX";
                return null;
            }

            value = (ulong)longer;
        }

        if (_position > start)
        {
            return value;
        }

        Error = _position == _text.Length
            ? $"unexpected end of input while parsing {what}"
            : $"unexpected character {Next()} while parsing {what}";
        return null;
    }

    private bool ReadDot(string after)
    {
        if (_position < _text.Length && _text[_position] == '.')
        {
            _position++;
            return true;
        }

        Error = _position == _text.Length
            ? $"unexpected end of input while parsing {after}"
            : $"unexpected character {Next()} after {after}";
        return false;
    }

    /// <summary>Reads identifiers with dots between them after a sign; empty if the sign does not come.</summary>
    private string? ReadTail(char sign, string what)
    {
        if (_position == _text.Length || _text[_position] != sign)
        {
            return "";
        }

        int start = ++_position, segment = start;
        while (true)
        {
            bool ends = _position == _text.Length || !(char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '-');
            if (!ends)
            {
                _position++;
                continue;
            }

            string part = _text[segment.._position];
            if (part.Length == 0 || (sign == '-' && part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit)))
            {
                Error = part.Length == 0 ? $"empty identifier segment in {what}" : $"invalid leading zero in {what}";
                return null;
            }

            if (_position == _text.Length || _text[_position] != '.')
            {
                return _text[start.._position];
            }

            segment = ++_position;
        }
    }

    private readonly string Next() => RustText.Quote(System.Text.Rune.TryGetRuneAt(_text, _position, out System.Text.Rune rune)
        ? rune
        : System.Text.Rune.ReplacementChar);
}
