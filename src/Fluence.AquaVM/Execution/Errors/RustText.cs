using System.Globalization;
using System.Text;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Errors;

/// <summary>Values as Rust's <c>{:?}</c> shows them, where such text is part of an error.</summary>
internal static class RustText
{
    /// <summary>A string in quotes, with Rust's escapes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (Rune rune in text.EnumerateRunes())
        {
            string? escape = rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                0 => "\\0",
                _ => null,
            };
            if (escape is not null)
            {
                quoted.Append(escape);
            }
            else if (Rune.IsControl(rune))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                quoted.Append(rune.ToString());
            }
        }

        return quoted.Append('"').ToString();
    }

    public static string Tetraplet(SecurityTetraplet tetraplet) =>
        $"SecurityTetraplet {{ peer_pk: {Quote(tetraplet.PeerPk)}, service_id: {Quote(tetraplet.ServiceId)}, "
        + $"function_name: {Quote(tetraplet.FunctionName)}, lens: {Quote(tetraplet.Lens)} }}";

    public static string ValueRef(CallState state) => state switch
    {
        CallExecutedScalar scalar => $"Scalar({Cid(scalar.ServiceResult)})",
        CallExecutedStream stream => string.Create(
            CultureInfo.InvariantCulture, $"Stream {{ cid: {Cid(stream.ServiceResult)}, generation: {stream.Generation} }}"),
        CallExecutedUnused unused => $"Unused({Cid(unused.Value)})",
        _ => throw new ArgumentException("Only executed calls refer to values.", nameof(state)),
    };

    private static string Cid(DataCid cid) => $"CID({Quote(cid.Text)})";
}
