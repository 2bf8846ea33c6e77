using System.Buffers;

namespace Fluence.Libp2p.Multistream;

/// <summary>
/// The side that answers proposals: an echo for a protocol that it speaks, <c>na</c> otherwise, and the list for <c>ls</c>.
/// </summary>
/// <param name="protocols">The protocols that this side speaks.</param>
internal sealed class MultistreamListener(params IReadOnlyCollection<string> protocols) : MultistreamNegotiator
{
    public override void Start(IBufferWriter<byte> output)
    {
    }

    protected override void OnHeader(IBufferWriter<byte> output) => MultistreamLine.Write(output, MultistreamLine.Header);

    protected override void OnLine(string line, IBufferWriter<byte> output)
    {
        if (line == MultistreamLine.List)
        {
            MultistreamLine.WriteList(output, protocols);
            return;
        }

        bool isSpoken = protocols.Contains(line);
        MultistreamLine.Write(output, isSpoken ? line : MultistreamLine.NotAvailable);
        Selected = isSpoken ? line : null;
    }
}
