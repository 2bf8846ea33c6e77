namespace Fluence.AquaVM.Data;

/// <summary>Writes interpreter data as an rkyv archive: the root and the stores. The trace is the matter of the other part.</summary>
internal sealed partial class InterpreterDataWriter
{
    private const int LargeTexts = 64 * 1024;

    private readonly RkyvWriter _writer;
    private readonly List<int> _positions = [];
    private RkyvWriter.WrittenText _lastPeer;
    private RkyvWriter.WrittenText _lastService;
    private RkyvWriter.WrittenText _lastFunction;

    private InterpreterDataWriter(RkyvWriter writer) => _writer = writer;

    private delegate int WriteContent<T>(InterpreterDataWriter writer, T content);

    /// <summary>The archive of <paramref name="data"/>.</summary>
    public static byte[] Write(InterpreterData data) => Write(data, static _ => []).ToArray();

    /// <summary>The archive behind a header that depends on its length.</summary>
    public static ReadOnlyMemory<byte> Write(InterpreterData data, Func<int, byte[]> makeHeader)
    {
        using RkyvWriter archive = MakeArchive(data);
        InterpreterDataWriter writer = new(archive);
        writer.WriteRoot(data);
        return archive.Finish(makeHeader(archive.Length));
    }

    private static RkyvWriter MakeArchive(InterpreterData data)
    {
        long texts = 0;
        foreach ((_, VmValue value) in data.Values)
        {
            texts += value.StoredText.Length;
        }

        long entries = data.Trace.Length + data.Values.Count + data.Tetraplets.Count + data.CanonElements.Count
            + data.CanonResults.Count + data.ServiceResults.Count;
        long size = texts + 1024 + (entries * 160);

        // large values tell the size nearly exactly
        return new RkyvWriter((int)Math.Min(size, 1 << 30), isKept: texts > LargeTexts && size - texts < texts / 16);
    }

    private void WriteRoot(InterpreterData data)
    {
        int trace = WriteTrace(data.Trace);
        int values = WriteStore(data.Values, static (writer, value) => writer.WriteValue(value));
        int tetraplets = WriteStore(data.Tetraplets, static (writer, tetraplet) => writer.WriteTetraplet(tetraplet));
        int canonElements = WriteStore(data.CanonElements, static (writer, element) => writer.WriteCanonElement(element));
        int canonResults = WriteStore(data.CanonResults, static (writer, result) => writer.WriteCanonResult(result));
        int serviceResults = WriteStore(data.ServiceResults, static (writer, result) => writer.WriteServiceResult(result));
        int signatures = WriteSignatures(data.Signatures);

        int root = _writer.Allocate(Layout.Root);
        _writer.PutSlice(root + Layout.Trace, trace, data.Trace.Length);
        _writer.PutUInt32(root + Layout.LastCallRequestId, data.LastCallRequestId);
        _writer.PutSlice(root + Layout.Values, values, data.Values.Count);
        _writer.PutSlice(root + Layout.Tetraplets, tetraplets, data.Tetraplets.Count);
        _writer.PutSlice(root + Layout.CanonElements, canonElements, data.CanonElements.Count);
        _writer.PutSlice(root + Layout.CanonResults, canonResults, data.CanonResults.Count);
        _writer.PutSlice(root + Layout.ServiceResults, serviceResults, data.ServiceResults.Count);
        _writer.PutSlice(root + Layout.Signatures, signatures, data.Signatures.Count);
    }

    private int WriteStore<T>(CidStore<T> store, WriteContent<T> writeContent)
        where T : class
    {
        _positions.Clear();
        foreach ((DataCid cid, T content) in store)
        {
            _writer.WriteShared(cid);
            _positions.Add(writeContent(this, content));
        }

        int array = _writer.Allocate(store.Count * Layout.StoreEntry);
        int index = 0;
        foreach ((DataCid cid, _) in store)
        {
            int entry = array + (index * Layout.StoreEntry);
            _writer.PutShared(entry, cid);
            _writer.PutPointer(entry + Layout.Slice, _positions[index]);
            index++;
        }

        return array;
    }

    private int WriteValue(VmValue value)
    {
        int text = _writer.WriteBytes(value.StoredText);
        int position = _writer.Allocate(Layout.RawValue);
        _writer.PutSlice(position, text, value.StoredText.Length);
        return position;
    }

    private int WriteTetraplet(SecurityTetraplet tetraplet)
    {
        RkyvWriter.WrittenText peer = _writer.WriteText(tetraplet.PeerPk, ref _lastPeer);
        RkyvWriter.WrittenText service = _writer.WriteText(tetraplet.ServiceId, ref _lastService);
        RkyvWriter.WrittenText function = _writer.WriteText(tetraplet.FunctionName, ref _lastFunction);
        RkyvWriter.WrittenText lens = _writer.WriteText(tetraplet.Lens);
        int position = _writer.Allocate(Layout.Tetraplet);
        _writer.PutString(position, peer);
        _writer.PutString(position + Layout.String, service);
        _writer.PutString(position + (2 * Layout.String), function);
        _writer.PutString(position + (3 * Layout.String), lens);
        return position;
    }

    private int WriteCanonElement(CanonElementAggregate element)
    {
        _writer.WriteShared(element.Value);
        _writer.WriteShared(element.Tetraplet);
        if (element.Provenance.Cid is { } cid)
        {
            _writer.WriteShared(cid);
        }

        int position = _writer.Allocate(Layout.CanonElement);
        _writer.PutShared(position, element.Value);
        _writer.PutShared(position + Layout.Slice, element.Tetraplet);
        int provenance = position + (2 * Layout.Slice);
        _writer.PutTag(provenance, (int)element.Provenance.Kind);
        if (element.Provenance.Cid is not null)
        {
            _writer.PutShared(provenance + 4, element.Provenance.Cid);
        }

        return position;
    }

    private int WriteCanonResult(CanonResultAggregate result)
    {
        _writer.WriteShared(result.Tetraplet);
        foreach (DataCid value in result.Values)
        {
            _writer.WriteShared(value);
        }

        int values = _writer.Allocate(result.Values.Length * Layout.Slice);
        for (int i = 0; i < result.Values.Length; i++)
        {
            _writer.PutShared(values + (i * Layout.Slice), result.Values[i]);
        }

        int position = _writer.Allocate(Layout.CanonResult);
        _writer.PutShared(position, result.Tetraplet);
        _writer.PutSlice(position + Layout.Slice, values, result.Values.Length);
        return position;
    }

    private int WriteServiceResult(ServiceResultAggregate result)
    {
        _writer.WriteShared(result.Value);
        _writer.WriteShared(result.ArgumentHashCid);
        _writer.WriteShared(result.Tetraplet);
        int position = _writer.Allocate(Layout.ServiceResult);
        _writer.PutShared(position, result.Value);
        _writer.PutShared(position + Layout.Slice, result.ArgumentHashCid);
        _writer.PutShared(position + (2 * Layout.Slice), result.Tetraplet);
        return position;
    }

    private int WriteSignatures(SignatureStore signatures)
    {
        _positions.Clear();
        foreach ((ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> signature) in signatures)
        {
            _positions.Add(_writer.WriteBytes(key.Span));
            _positions.Add(_writer.WriteBytes(signature.Span));
        }

        int array = _writer.Allocate(signatures.Count * Layout.SignatureEntry);
        int index = 0;
        foreach ((ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> signature) in signatures)
        {
            int entry = array + (index * Layout.SignatureEntry);
            _writer.PutSlice(entry, _positions[2 * index], key.Length);
            _writer.PutSlice(entry + Layout.Slice, _positions[(2 * index) + 1], signature.Length);
            index++;
        }

        return array;
    }
}
