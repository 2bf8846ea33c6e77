using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Data;

public sealed class RustDebugTests
{
    [Theory]
    [InlineData("plain \"quoted\" \\ '", "\"plain \\\"quoted\\\" \\\\ '\"")]
    [InlineData("\n\r\t\0\u0001\u007f", "\"\\n\\r\\t\\0\\u{1}\\u{7f}\"")]
    [InlineData("é ключ 😀 \u00a0\u200b", "\"é ключ 😀 \\u{a0}\\u{200b}\"")]
    [InlineData("e\u0301\u20dd\u09be\u302f", "\"e\\u{301}\\u{20dd}\\u{9be}\\u{302f}\"")]
    [InlineData("\u1b4d\u1b4e\u2ffc\ufffc", "\"\\u{1b4d}\\u{1b4e}\\u{2ffc}\ufffc\"")]
    public void What_cannot_be_seen_by_itself_is_escaped(string text, string quoted) => Assert.Equal(quoted, RustDebug.String(text));
}
