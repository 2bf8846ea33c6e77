using System.Globalization;
using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>What can be seen by itself according to the Unicode version that the original was built with, 15.0.</summary>
internal static class RustUnicode
{
    /// <summary>
    /// Runs of characters that are not printed by themselves though their category says otherwise, first and last: those that extend the
    /// character before them, and those that newer versions of Unicode have added.
    /// </summary>
    private static readonly int[] Hidden =
    [
        0x9be, 0x9be, 0x9d7, 0x9d7, 0xb3e, 0xb3e, 0xb57, 0xb57, 0xbbe, 0xbbe, 0xbd7, 0xbd7, 0xcc2, 0xcc2, 0xcd5, 0xcd6,
        0xd3e, 0xd3e, 0xd57, 0xd57, 0xdcf, 0xdcf, 0xddf, 0xddf, 0x1b35, 0x1b35, 0x1b4e, 0x1b4f, 0x1b7f, 0x1b7f, 0x1c89, 0x1c8a,
        0x2427, 0x2429, 0x2ffc, 0x2fff, 0x302e, 0x302f, 0x31e4, 0x31ef, 0xa7cb, 0xa7cd, 0xa7da, 0xa7dc, 0xff9e, 0xff9f,
        0x105c0, 0x105f3, 0x10d40, 0x10d8f, 0x10ec2, 0x10ec4, 0x1133e, 0x1133e, 0x11357, 0x11357, 0x11380, 0x113d8,
        0x114b0, 0x114b0, 0x114bd, 0x114bd, 0x115af, 0x115af, 0x116d0, 0x116e3, 0x1171e, 0x1171e, 0x11930, 0x11930,
        0x11bc0, 0x11bf9, 0x13460, 0x143fa, 0x16100, 0x16139, 0x16d40, 0x16d79, 0x18cff, 0x18cff, 0x1cc00, 0x1ceb3,
        0x1d165, 0x1d165, 0x1d16e, 0x1d172, 0x1e5d0, 0x1e5ff, 0x1f8b2, 0x1f8c1, 0x1fa89, 0x1fa8f, 0x1fabe, 0x1fabe,
        0x1fac6, 0x1fac6, 0x1fadc, 0x1fadf, 0x1fae9, 0x1fae9, 0x1fbcb, 0x1fbef, 0x2ebf0, 0x2ee5d,
    ];

    /// <summary>Whether the debug form of a string shows a character as it is.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || (Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) && !IsHidden(rune.Value));

    private static bool IsHidden(int code)
    {
        // a run's first stands at an even index
        int index = Array.BinarySearch(Hidden, code);
        return index >= 0 || (~index & 1) != 0;
    }
}
