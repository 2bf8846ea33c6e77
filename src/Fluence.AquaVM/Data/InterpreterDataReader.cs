using System.Runtime.InteropServices;
using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>Reads interpreter data from its rkyv archive: the root and the stores. The trace is the matter of the other part.</summary>
internal ref partial struct InterpreterDataReader
{
    private readonly SharedObjects _shared;
    private RkyvReader _reader;

    private InterpreterDataReader(ReadOnlyMemory<byte> archive, SharedObjects shared)
    {
        _reader = new RkyvReader(archive);
        _shared = shared;
    }

    private delegate T ReadContent<T>(ref InterpreterDataReader reader, int position, DataCid cid);

    /// <summary>Reads an archive that fills <paramref name="archive"/>. What is read refers to that memory.</summary>
    /// <exception cref="DataFormatException">The bytes are no such archive.</exception>
    public static InterpreterData Read(ReadOnlyMemory<byte> archive, CidPool cids)
    {
        using SharedObjects shared = new(cids, archive.Length);
        InterpreterDataReader reader = new(archive, shared);
        return reader.ReadRoot();
    }

    private InterpreterData ReadRoot()
    {
        int root = _reader.RootPosition(Layout.Root);
        RkyvReader.Subtree subtree = _reader.Enter(root, Layout.Root);
        InterpreterData data = new()
        {
            Trace = ReadTrace(root + Layout.Trace),
            LastCallRequestId = _reader.ReadUInt32(root + Layout.LastCallRequestId),
            Values = ReadStore(root + Layout.Values, Layout.RawValue, static (ref reader, position, cid) =>
                VmValue.FromStored(reader._reader.ReadUtf8(position), cid)),
            Tetraplets = ReadStore(root + Layout.Tetraplets, Layout.Tetraplet, static (ref reader, position, _) =>
                reader.ReadTetraplet(position)),
            CanonElements = ReadStore(root + Layout.CanonElements, Layout.CanonElement, static (ref reader, position, _) =>
                reader.ReadCanonElement(position)),
            CanonResults = ReadStore(root + Layout.CanonResults, Layout.CanonResult, static (ref reader, position, _) =>
                reader.ReadCanonResult(position)),
            ServiceResults = ReadStore(root + Layout.ServiceResults, Layout.ServiceResult, static (ref reader, position, _) =>
                reader.ReadServiceResult(position)),
            Signatures = ReadSignatures(root + Layout.Signatures),
        };
        _reader.Leave(subtree);
        return data;
    }

    private CidStore<T> ReadStore<T>(int position, int contentSize, ReadContent<T> readContent)
        where T : class
    {
        RkyvReader.Subtree entries = _reader.EnterArray(position, Layout.StoreEntry, out int count);
        CidStore<T> store = new(count);
        for (int i = 0; i < count; i++)
        {
            int entry = entries.Position + (i * Layout.StoreEntry);
            DataCid cid = ReadCid(entry);
            int content = _reader.ReadPointer(entry + Layout.Slice, contentSize, Layout.Alignment);
            T? value = _shared.Find<T>(content, out SharedObjects.Reservation reservation);
            if (value is null)
            {
                RkyvReader.Subtree subtree = _reader.Enter(content, contentSize);
                value = readContent(ref this, content, cid);
                _reader.Leave(subtree);
                _shared.Set(content, reservation, value);
            }

            store.Set(cid, value);
        }

        _reader.Leave(entries);
        return store;
    }

    private SecurityTetraplet ReadTetraplet(int position) => new(
        _shared.Intern(_reader.ReadString(position), 0),
        _shared.Intern(_reader.ReadString(position + Layout.String), 1),
        _shared.Intern(_reader.ReadString(position + (2 * Layout.String)), 2),
        Encoding.UTF8.GetString(_reader.ReadString(position + (3 * Layout.String)).Span));

    private CanonElementAggregate ReadCanonElement(int position)
    {
        DataCid value = ReadCid(position);
        DataCid tetraplet = ReadCid(position + Layout.Slice);
        int provenance = position + (2 * Layout.Slice);
        ProvenanceKind kind = (ProvenanceKind)_reader.ReadTag(provenance, 3);
        return new CanonElementAggregate(
            value, tetraplet, kind == ProvenanceKind.Literal ? Provenance.Literal : new Provenance(kind, ReadCid(provenance + 4)));
    }

    private CanonResultAggregate ReadCanonResult(int position)
    {
        DataCid tetraplet = ReadCid(position);
        RkyvReader.Subtree array = _reader.EnterArray(position + Layout.Slice, Layout.Slice, out int count);
        DataCid[] values = new DataCid[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = ReadCid(array.Position + (i * Layout.Slice));
        }

        _reader.Leave(array);
        return new CanonResultAggregate(tetraplet, ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    private ServiceResultAggregate ReadServiceResult(int position) =>
        new(ReadCid(position), ReadCid(position + Layout.Slice), ReadCid(position + (2 * Layout.Slice)));

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
    private DataCid ReadCid(int position)
    {
        uint length = _reader.ReadUInt32(position + 4);
        int target = _reader.ReadPointer(position, length, 1);
        ref object? shared = ref _shared.Slot<DataCid>(target);
        if (shared is DataCid known)
        {
            return known.Utf8.Length == length ? known : _shared.Cids.Get(_reader.SliceBytes(target, (int)length));
        }

        DataCid cid = _shared.Cids.Get(_reader.TakeBytes(target, (int)length));
        shared = cid;
        return cid;
    }
}
