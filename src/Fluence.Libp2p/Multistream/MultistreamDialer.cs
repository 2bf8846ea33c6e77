using System.Buffers;

namespace Fluence.Libp2p.Multistream;

/// <summary>The side that proposes: optimistically, the header and the first proposal go out together.</summary>
/// <param name="protocols">The protocols to propose, the preferred one first.</param>
internal sealed class MultistreamDialer(params IReadOnlyList<string> protocols) : MultistreamNegotiator
{
    private int _proposal;

    public override void Start(IBufferWriter<byte> output)
    {
        MultistreamLine.Write(output, MultistreamLine.Header);
        MultistreamLine.Write(output, protocols[0]);
    }

    protected override void OnHeader(IBufferWriter<byte> output)
    {
    }

    protected override void OnLine(string line, IBufferWriter<byte> output)
    {
        if (line == protocols[_proposal])
        {
            Selected = line;
        }
        else if (line != MultistreamLine.NotAvailable)
        {
            throw new ProtocolViolationException("multistream_answer", "the peer answered a proposal with neither its echo nor \"na\"");
        }
        else if (++_proposal < protocols.Count)
        {
            MultistreamLine.Write(output, protocols[_proposal]);
        }
        else
        {
            throw new UnsupportedProtocolException($"the peer does not speak {string.Join(" or ", protocols)}");
        }
    }
}
