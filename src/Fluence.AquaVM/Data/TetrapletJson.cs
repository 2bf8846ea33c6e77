namespace Fluence.AquaVM.Data;

/// <summary>
/// Makes the JSON texts of many tetraplets, as <see cref="AggregateJson"/> does. Those of the elements of one array, which come in a row,
/// have the same call and differ in the lens alone: what stands before that is kept.
/// </summary>
internal sealed class TetrapletJson
{
    private readonly TextBuffer _text = new(256);
    private SecurityTetraplet? _last;
    private int _callLength;

    /// <summary>The text of a tetraplet. Valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Of(SecurityTetraplet tetraplet)
    {
        if (_last is not null
            && ReferenceEquals(_last.PeerPk, tetraplet.PeerPk)
            && ReferenceEquals(_last.ServiceId, tetraplet.ServiceId)
            && ReferenceEquals(_last.FunctionName, tetraplet.FunctionName))
        {
            _text.Truncate(_callLength);
        }
        else
        {
            _text.Clear();
            AggregateJson.WriteCall(_text, tetraplet);
            _callLength = _text.Length;
            _last = tetraplet;
        }

        AggregateJson.WriteLens(_text, tetraplet);
        return _text.Written;
    }
}
