using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Everything that an invoke knows by CID: the stores of the previous and of the current data, and what the run adds. Nothing ever leaves
/// it.
/// </summary>
internal sealed class CidState
{
    private readonly CidPool _cids;
    private readonly TextBuffer _scratch = new();
    private readonly Dictionary<SecurityTetraplet, DataCid> _tetrapletCids = new(ReferenceEqualityComparer.Instance);

    /// <summary>The state before a run.</summary>
    public CidState(InterpreterData previous, InterpreterData current, CidPool cids)
    {
        _cids = cids;
        Values = previous.Values.Union(current.Values);
        Tetraplets = previous.Tetraplets.Union(current.Tetraplets);
        CanonElements = previous.CanonElements.Union(current.CanonElements);
        CanonResults = previous.CanonResults.Union(current.CanonResults);
        ServiceResults = previous.ServiceResults.Union(current.ServiceResults);
    }

    /// <summary>An empty state.</summary>
    public CidState()
        : this(new InterpreterData(), new InterpreterData(), new CidPool())
    {
    }

    private delegate void WriteJson<T>(TextBuffer output, T content);

    /// <summary>The values.</summary>
    public CidStore<VmValue> Values { get; }

    /// <summary>The tetraplets.</summary>
    public CidStore<SecurityTetraplet> Tetraplets { get; }

    /// <summary>The elements of canonical streams.</summary>
    public CidStore<CanonElementAggregate> CanonElements { get; }

    /// <summary>The canonical streams.</summary>
    public CidStore<CanonResultAggregate> CanonResults { get; }

    /// <summary>The results of calls.</summary>
    public CidStore<ServiceResultAggregate> ServiceResults { get; }

    /// <summary>The CID of the JSON array of a call's arguments.</summary>
    public static string ArgumentHash(IReadOnlyList<JsonValue> arguments) => JsonCid.Of(new JsonArray([.. arguments]));

    /// <summary>Stores a value.</summary>
    public DataCid TrackValue(VmValue value)
    {
        Values.Set(value.Cid, value.InCanonicalText());
        return value.Cid;
    }

    /// <summary>Stores a tetraplet.</summary>
    public DataCid TrackTetraplet(SecurityTetraplet tetraplet)
    {
        if (!_tetrapletCids.TryGetValue(tetraplet, out DataCid? cid))
        {
            cid = CidOf(tetraplet, AggregateJson.Write);
            _tetrapletCids.Add(tetraplet, cid);
            Tetraplets.Set(cid, tetraplet);
        }

        return cid;
    }

    /// <summary>Stores a call's result with all that belongs to it.</summary>
    /// <param name="value">The result.</param>
    /// <param name="tetraplet">The call.</param>
    /// <param name="argumentHash">The <see cref="ArgumentHash"/> of its arguments.</param>
    public DataCid TrackServiceResult(VmValue value, SecurityTetraplet tetraplet, string argumentHash)
    {
        ServiceResultAggregate aggregate = new(TrackValue(value), new DataCid(argumentHash), TrackTetraplet(tetraplet));
        DataCid cid = CidOf(aggregate, AggregateJson.Write);
        ServiceResults.Set(cid, aggregate);
        return cid;
    }

    /// <summary>Stores an element of a canonical stream with all that belongs to it.</summary>
    public DataCid TrackCanonElement(VmValue value, SecurityTetraplet tetraplet, Provenance provenance)
    {
        CanonElementAggregate aggregate = new(TrackValue(value), TrackTetraplet(tetraplet), provenance);
        DataCid cid = CidOf(aggregate, AggregateJson.Write);
        CanonElements.Set(cid, aggregate);
        return cid;
    }

    /// <summary>Stores a canonical stream, whose elements have been stored.</summary>
    public DataCid TrackCanonResult(SecurityTetraplet tetraplet, IReadOnlyList<DataCid> elements)
    {
        CanonResultAggregate aggregate = new(TrackTetraplet(tetraplet), [.. elements]);
        DataCid cid = CidOf(aggregate, AggregateJson.Write);
        CanonResults.Set(cid, aggregate);
        return cid;
    }

    /// <summary>The value under a CID.</summary>
    /// <exception cref="UncatchableException">There is none, as with all methods of this kind.</exception>
    public VmValue GetValue(DataCid cid) => Values.TryGet(cid, out VmValue? value) ? value : throw NotFound("value", cid);

    /// <summary>The tetraplet under a CID.</summary>
    public SecurityTetraplet GetTetraplet(DataCid cid)
    {
        SecurityTetraplet tetraplet = Tetraplets.TryGet(cid, out SecurityTetraplet? found) ? found : throw NotFound("tetraplet", cid);
        if (CidText.IsCanonical(cid.Utf8))
        {
            _tetrapletCids.TryAdd(tetraplet, cid);
        }

        return tetraplet;
    }

    /// <summary>The element of a canonical stream under a CID.</summary>
    public CanonElementAggregate GetCanonElement(DataCid cid) =>
        CanonElements.TryGet(cid, out CanonElementAggregate? element) ? element : throw NotFound("canon aggregate", cid);

    /// <summary>The canonical stream under a CID.</summary>
    public CanonResultAggregate GetCanonResult(DataCid cid) =>
        CanonResults.TryGet(cid, out CanonResultAggregate? result) ? result : throw NotFound("canon result aggregate", cid);

    /// <summary>The call result under a CID.</summary>
    public ServiceResultAggregate GetServiceResult(DataCid cid) =>
        ServiceResults.TryGet(cid, out ServiceResultAggregate? result) ? result : throw NotFound("service result aggregate", cid);

    private static UncatchableException NotFound(string what, DataCid cid) =>
        new(ReturnCode.ValueForCidNotFound, $"{what} for CID {RustDebug.String(cid.Text)} not found");

    private DataCid CidOf<T>(T content, WriteJson<T> write)
    {
        _scratch.Clear();
        write(_scratch, content);
        Span<byte> cid = stackalloc byte[JsonCid.TextLength];
        JsonCid.Write(_scratch.Written, cid);
        return _cids.GetCopied(cid);
    }
}
