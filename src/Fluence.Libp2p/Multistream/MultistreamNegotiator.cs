using System.Buffers;

namespace Fluence.Libp2p.Multistream;

/// <summary>
/// One side of a negotiation, without any I/O: bytes of the peer go in, bytes for the peer come out. That the peer's bytes may be split
/// anywhere is the caller's business alone: it hands in what it has and keeps what was not consumed.
/// </summary>
internal abstract class MultistreamNegotiator
{
    private bool _headerSeen;
    private int _lines;

    /// <summary>The protocol that both sides agreed upon; null while they have not.</summary>
    public string? Selected { get; protected set; }

    /// <summary>Appends what this side sends before it has heard anything.</summary>
    public abstract void Start(IBufferWriter<byte> output);

    /// <summary>Consumes whole lines of <paramref name="input"/> until a protocol is selected or no whole line is left.</summary>
    /// <exception cref="ProtocolViolationException">The peer does not speak multistream-select.</exception>
    /// <exception cref="UnsupportedProtocolException">The peer speaks none of the proposed protocols.</exception>
    public void Process(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output)
    {
        while (Selected is null && MultistreamLine.TryRead(ref input, out string line))
        {
            if (++_lines > Limits.MultistreamProposals)
            {
                throw new ProtocolViolationException("multistream_proposals", "the peer proposed too many protocols");
            }

            if (_headerSeen)
            {
                OnLine(line, output);
            }
            else if (line == MultistreamLine.Header)
            {
                _headerSeen = true;
                OnHeader(output);
            }
            else
            {
                throw new ProtocolViolationException("multistream_header", $"the peer did not begin with {MultistreamLine.Header}");
            }
        }
    }

    protected abstract void OnHeader(IBufferWriter<byte> output);

    protected abstract void OnLine(string line, IBufferWriter<byte> output);
}
