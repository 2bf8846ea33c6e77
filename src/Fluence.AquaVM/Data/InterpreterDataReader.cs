using System.Runtime.InteropServices;
using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>Reads interpreter data from its rkyv archive: the root and the stores. The trace is the matter of the other part.</summary>
internal ref partial struct InterpreterDataReader
{
    private readonly SharedObjects _shared;
    private readonly InterpreterData _known;
    private RkyvReader _reader;

    private InterpreterDataReader(ReadOnlyMemory<byte> archive, SharedObjects shared, InterpreterData known)
    {
        _reader = new RkyvReader(archive);
        _shared = shared;
        _known = known;
    }

    /// <summary>Reads an archive that fills <paramref name="archive"/>. What is read refers to that memory.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="cids">The CIDs of the invoke.</param>
    /// <param name="known">
    /// Data that were read with the same <paramref name="cids"/>. What the archive has in common with them, under the same CID or at the
    /// same position of the trace, becomes the same object.
    /// </param>
    /// <exception cref="DataFormatException">The bytes are no such archive.</exception>
    public static InterpreterData Read(ReadOnlyMemory<byte> archive, CidPool cids, InterpreterData? known = null)
    {
        using SharedObjects shared = new(cids, archive.Length);
        InterpreterDataReader reader = new(archive, shared, known ?? Nothing);
        return reader.ReadRoot();
    }

    private static InterpreterData Nothing { get; } = new();

    private InterpreterData ReadRoot()
    {
        int root = _reader.RootPosition(Layout.Root);
        RkyvReader.Subtree subtree = _reader.Enter(root, Layout.Root);
        InterpreterData data = new()
        {
            Trace = ReadTrace(root + Layout.Trace),
            LastCallRequestId = _reader.ReadUInt32(root + Layout.LastCallRequestId),
            Values = ReadStore<VmValue, ValueContent>(root + Layout.Values, _known.Values),
            Tetraplets = ReadStore<SecurityTetraplet, TetrapletContent>(root + Layout.Tetraplets, _known.Tetraplets),
            CanonElements = ReadStore<CanonElementAggregate, CanonElementContent>(root + Layout.CanonElements, _known.CanonElements),
            CanonResults = ReadStore<CanonResultAggregate, CanonResultContent>(root + Layout.CanonResults, _known.CanonResults),
            ServiceResults = ReadStore<ServiceResultAggregate, ServiceResultContent>(root + Layout.ServiceResults, _known.ServiceResults),
            Signatures = ReadSignatures(root + Layout.Signatures),
        };
        _reader.Leave(subtree);
        return data;
    }

    private CidStore<T> ReadStore<T, TContent>(int position, CidStore<T> known)
        where T : class
        where TContent : struct, IContent<T>
    {
        RkyvReader.Subtree entries = _reader.EnterArray(position, Layout.StoreEntry, out int count);
        CidStore<T> store = new(count);
        for (int i = 0; i < count; i++)
        {
            int entry = entries.Position + (i * Layout.StoreEntry);
            DataCid cid = ReadCid(entry, known.CidAt(i));
            int content = _reader.ReadPointer(entry + Layout.Slice, TContent.Size, Layout.Alignment);
            T? value;
            if (_shared.Find(content, out int reservation) is { } shared)
            {
                value = TContent.As(shared) ?? throw SharedObjects.TwoTypes(content);
            }
            else
            {
                RkyvReader.Subtree subtree = _reader.Enter(content, TContent.Size);
                value = TContent.Read(ref this, content, cid, known.TryGet(cid, out T? former) ? former : null);
                _reader.Leave(subtree);
                _shared.Set(content, reservation, value);
            }

            store.Set(cid, value);
        }

        _reader.Leave(entries);
        return store;
    }

    private static SecurityTetraplet Same(SecurityTetraplet tetraplet, SecurityTetraplet? known) =>
        tetraplet == known ? known : tetraplet;

    private VmValue ReadValue(int position, DataCid cid, VmValue? known)
    {
        ReadOnlyMemory<byte> text = _reader.ReadBytes(position);
        return known is not null && known.StoredText.SequenceEqual(text.Span)
            ? known
            : VmValue.FromStored(RkyvReader.CheckUtf8(text), cid);
    }

    private SecurityTetraplet ReadTetraplet(int position) => new(
        _shared.Intern(_reader.ReadString(position), 0),
        _shared.Intern(_reader.ReadString(position + Layout.String), 1),
        _shared.Intern(_reader.ReadString(position + (2 * Layout.String)), 2),
        Encoding.UTF8.GetString(_reader.ReadString(position + (3 * Layout.String)).Span));

    private CanonElementAggregate ReadCanonElement(int position, CanonElementAggregate? known)
    {
        // equal texts are the same object
        DataCid value = ReadCid(position);
        DataCid tetraplet = ReadCid(position + Layout.Slice);
        int provenance = position + (2 * Layout.Slice);
        ProvenanceKind kind = (ProvenanceKind)_reader.ReadTag(provenance, 3);
        DataCid? cid = kind == ProvenanceKind.Literal ? null : ReadCid(provenance + 4);
        return known is not null && known.Value == value && known.Tetraplet == tetraplet
            && known.Provenance.Kind == kind && known.Provenance.Cid == cid
            ? known
            : new CanonElementAggregate(value, tetraplet, new Provenance(kind, cid));
    }

    private CanonResultAggregate ReadCanonResult(int position, CanonResultAggregate? known)
    {
        DataCid tetraplet = ReadCid(position);
        RkyvReader.Subtree array = _reader.EnterArray(position + Layout.Slice, Layout.Slice, out int count);
        DataCid[] values = new DataCid[count];
        bool isKnown = known is not null && known.Tetraplet == tetraplet && known.Values.Length == count;
        for (int i = 0; i < count; i++)
        {
            values[i] = ReadCid(array.Position + (i * Layout.Slice));
            isKnown = isKnown && known!.Values[i] == values[i];
        }

        _reader.Leave(array);
        return isKnown ? known! : new CanonResultAggregate(tetraplet, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private ServiceResultAggregate ReadServiceResult(int position, ServiceResultAggregate? known)
    {
        DataCid value = ReadCid(position), arguments = ReadCid(position + Layout.Slice, known?.ArgumentHashCid);
        DataCid tetraplet = ReadCid(position + (2 * Layout.Slice));
        return known is not null && known.Value == value && known.ArgumentHashCid == arguments && known.Tetraplet == tetraplet
            ? known
            : new ServiceResultAggregate(value, arguments, tetraplet);
    }

    private SignatureStore ReadSignatures(int position)
    {
        RkyvReader.Subtree entries = _reader.EnterArray(position, Layout.SignatureEntry, out int count);
        SignatureStore store = new();
        for (int i = 0; i < count; i++)
        {
            int entry = entries.Position + (i * Layout.SignatureEntry);
            ReadOnlyMemory<byte> key = _reader.ReadBytes(entry);
            store.Set(key, _reader.ReadBytes(entry + Layout.Slice));
        }

        _reader.Leave(entries);
        return store;
    }

    /// <summary>
    /// Reads a shared text. References to one place normally agree about its length; one that gives another length means the text of that
    /// length, as with the original.
    /// </summary>
    /// <param name="position">Where the reference stands.</param>
    /// <param name="likely">A CID of the invoke that it is likely to be.</param>
    private DataCid ReadCid(int position, DataCid? likely = null)
    {
        uint length = _reader.ReadUInt32(position + 4);
        int target = _reader.ReadPointer(position, length, 1);
        ref object? shared = ref _shared.Slot(target);
        if (shared is not null)
        {
            DataCid known = shared as DataCid ?? throw SharedObjects.TwoTypes(target);
            return known.Utf8.Length == length ? known : _shared.Cids.Get(_reader.SliceBytes(target, (int)length));
        }

        ReadOnlyMemory<byte> text = _reader.TakeBytes(target, (int)length);
        DataCid cid = likely is not null && likely.Utf8.SequenceEqual(text.Span) ? likely : _shared.Cids.Get(text);
        shared = cid;
        return cid;
    }
}
