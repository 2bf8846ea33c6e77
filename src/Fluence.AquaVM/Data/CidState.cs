using System.Runtime.InteropServices;
using Fluence.Primitives.Content;
using Fluence.Primitives.Hashing;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Everything that an invoke knows by CID: the stores of the previous and of the current data, and what the run adds. Nothing ever leaves
/// it.
/// </summary>
internal sealed class CidState
{
    private readonly CidPool _cids;
    private readonly DeferredHashes? _deferred;
    private readonly TextBuffer _scratch = new();
    private readonly TetrapletJson _tetrapletJson = new();
    private readonly Dictionary<SecurityTetraplet, DataCid?> _tetrapletCids = new(ReferenceEqualityComparer.Instance);

    /// <summary>The one that has come last from a store: its CID is noted already.</summary>
    private SecurityTetraplet? _lastTetraplet;

    /// <summary>The one that has been tracked last.</summary>
    private (SecurityTetraplet? Tetraplet, DataCid Cid) _lastTracked;

    /// <summary>The state before a run.</summary>
    /// <param name="previous">The previous data.</param>
    /// <param name="current">The current data.</param>
    /// <param name="cids">The CIDs of the invoke.</param>
    /// <param name="deferred">Takes the checks of argument hashes, if they are to be put off.</param>
    public CidState(InterpreterData previous, InterpreterData current, CidPool cids, DeferredHashes? deferred = null)
    {
        _cids = cids;
        _deferred = deferred;
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
    public DataCid ArgumentHash(ReadOnlySpan<VmValue> arguments)
    {
        WriteArguments(arguments);
        return CidOf(_scratch.Written);
    }

    /// <summary>
    /// Whether <paramref name="cid"/> is the CID of the JSON array of a call's arguments; where hashes are deferred, that is supposed.
    /// </summary>
    public bool IsArgumentHash(DataCid cid, ReadOnlySpan<VmValue> arguments)
    {
        WriteArguments(arguments);
        if (_deferred is not null)
        {
            _deferred.Expect(cid, _scratch.Written);
            return true;
        }

        Span<byte> expected = stackalloc byte[JsonCid.TextLength];
        JsonCid.Write(_scratch.Written, expected);
        return cid.Utf8.SequenceEqual(expected);
    }

    /// <summary>Stores a value.</summary>
    public DataCid TrackValue(VmValue value)
    {
        DataCid cid = value.KnownCid ?? value.SetCid(CidOf(value.Text));
        Values.Set(cid, value.InCanonicalText());
        return cid;
    }

    /// <summary>Stores a tetraplet.</summary>
    public DataCid TrackTetraplet(SecurityTetraplet tetraplet)
    {
        if (ReferenceEquals(tetraplet, _lastTracked.Tetraplet))
        {
            return _lastTracked.Cid;
        }

        if (!_tetrapletCids.TryGetValue(tetraplet, out DataCid? cid) || cid is null)
        {
            cid = CidOf(_tetrapletJson.Of(tetraplet));
            _tetrapletCids[tetraplet] = cid;
            Tetraplets.Set(cid, tetraplet);
        }

        _lastTracked = (tetraplet, cid);
        return cid;
    }

    /// <summary>Stores a call's result with all that belongs to it.</summary>
    /// <param name="value">The result.</param>
    /// <param name="tetraplet">The call.</param>
    /// <param name="argumentHash">The <see cref="ArgumentHash"/> of its arguments.</param>
    public DataCid TrackServiceResult(VmValue value, SecurityTetraplet tetraplet, DataCid argumentHash)
    {
        ServiceResultAggregate aggregate = new(TrackValue(value), argumentHash, TrackTetraplet(tetraplet));
        DataCid cid = CidOf(aggregate, AggregateJson.Write);
        ServiceResults.Set(cid, aggregate);
        return cid;
    }

    /// <summary>Stores the elements of a canonical stream with all that belongs to them, in order.</summary>
    public DataCid[] TrackCanonElements(ReadOnlySpan<CanonElement> elements)
    {
        _cids.MakeRoom(3 * elements.Length);
        using (Blake3Batch<VmValue> values = new((value, digest) => value.SetCid(CidOfDigest(digest))))
        {
            foreach (CanonElement element in elements)
            {
                if (element.Value.KnownCid is null)
                {
                    values.Add(element.Value.Text, element.Value);
                }
            }

            values.Flush();
        }

        TrackTetraplets(elements);
        Values.MakeRoom(elements.Length);
        CanonElements.MakeRoom(elements.Length);
        CanonElementAggregate[] aggregates = new CanonElementAggregate[elements.Length];
        DataCid[] cids = new DataCid[elements.Length];
        using Blake3Batch<int> batch = new((index, digest) => cids[index] = CidOfDigest(digest));
        for (int i = 0; i < elements.Length; i++)
        {
            aggregates[i] = new(TrackValue(elements[i].Value), TrackTetraplet(elements[i].Tetraplet), elements[i].Provenance);
            _scratch.Clear();
            AggregateJson.Write(_scratch, aggregates[i]);
            batch.Add(_scratch.Written, i);
        }

        batch.Flush();
        for (int i = 0; i < cids.Length; i++)
        {
            CanonElements.Set(cids[i], aggregates[i]);
        }

        return cids;
    }

    /// <summary>Stores a canonical stream, whose elements have been stored.</summary>
    public DataCid TrackCanonResult(SecurityTetraplet tetraplet, DataCid[] elements)
    {
        CanonResultAggregate aggregate = new(TrackTetraplet(tetraplet), ImmutableCollectionsMarshal.AsImmutableArray(elements));
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
        if (!ReferenceEquals(tetraplet, _lastTetraplet) && CidText.IsCanonical(cid.Utf8))
        {
            _tetrapletCids.TryAdd(tetraplet, cid);
            _lastTetraplet = tetraplet;
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

    private void WriteArguments(ReadOnlySpan<VmValue> arguments)
    {
        _scratch.Clear();
        _scratch.Write("["u8);
        int start = 0, end = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
            {
                _scratch.Write(","u8);
            }

            if (i > 0 && ReferenceEquals(arguments[i], arguments[i - 1]))
            {
                _scratch.Repeat(start, end);
            }
            else
            {
                start = _scratch.Length;
                arguments[i].WriteText(_scratch);
                end = _scratch.Length;
            }
        }

        _scratch.Write("]"u8);
    }

    private static UncatchableException NotFound(string what, DataCid cid) =>
        new(ReturnCode.ValueForCidNotFound, $"{what} for CID {RustDebug.String(cid.Text)} not found");

    /// <summary>Finds the CIDs of tetraplets many at a time.</summary>
    private void TrackTetraplets(ReadOnlySpan<CanonElement> elements)
    {
        using Blake3Batch<SecurityTetraplet> batch = new((tetraplet, digest) => _tetrapletCids[tetraplet] = CidOfDigest(digest));
        List<SecurityTetraplet> added = [];
        SecurityTetraplet? last = null;
        foreach (CanonElement element in elements)
        {
            SecurityTetraplet tetraplet = element.Tetraplet;
            if (ReferenceEquals(tetraplet, last))
            {
                continue;
            }

            last = tetraplet;
            if (_tetrapletCids.TryAdd(tetraplet, null))
            {
                added.Add(tetraplet);
                batch.Add(_tetrapletJson.Of(tetraplet), tetraplet);
            }
        }

        batch.Flush();
        Tetraplets.MakeRoom(added.Count);
        foreach (SecurityTetraplet tetraplet in added)
        {
            Tetraplets.Set(_tetrapletCids[tetraplet]!, tetraplet);
        }
    }

    private DataCid CidOf<T>(T content, WriteJson<T> write)
    {
        _scratch.Clear();
        write(_scratch, content);
        return CidOf(_scratch.Written);
    }

    private DataCid CidOf(ReadOnlySpan<byte> json)
    {
        Span<byte> cid = stackalloc byte[JsonCid.TextLength];
        JsonCid.Write(json, cid);
        return _cids.GetCopied(cid);
    }

    private DataCid CidOfDigest(ReadOnlySpan<byte> digest)
    {
        Span<byte> cid = stackalloc byte[JsonCid.TextLength];
        JsonCid.WriteDigest(digest, cid);
        return _cids.GetCopied(cid);
    }
}

/// <summary>What a canonical stream takes an element from.</summary>
internal readonly record struct CanonElement(VmValue Value, SecurityTetraplet Tetraplet, Provenance Provenance);
