using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Content;

namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>
/// Makes the CIDs of tampered data right again, so that only what comes after the check of CIDs can find something wrong with them.
/// </summary>
internal sealed class Rehasher
{
    private readonly InterpreterData _data;
    private readonly Dictionary<DataCid, DataCid> _values = [];
    private readonly Dictionary<DataCid, DataCid> _tetraplets = [];
    private readonly Dictionary<DataCid, DataCid> _serviceResults = [];
    private readonly Dictionary<DataCid, DataCid> _canonElements = [];
    private readonly Dictionary<DataCid, DataCid> _canonResults = [];
    private readonly CidStore<VmValue> _newValues = new();
    private readonly CidStore<SecurityTetraplet> _newTetraplets = new();
    private readonly CidStore<ServiceResultAggregate> _newServiceResults = new();
    private readonly CidStore<CanonElementAggregate> _newCanonElements = new();
    private readonly CidStore<CanonResultAggregate> _newCanonResults = new();

    private Rehasher(InterpreterData data) => _data = data;

    private delegate void WriteJson<T>(TextBuffer output, T content);

    public static InterpreterData Rehash(InterpreterData data) => new Rehasher(data).Rehash();

    private InterpreterData Rehash()
    {
        foreach ((DataCid cid, VmValue value) in _data.Values)
        {
            _values[cid] = new DataCid(JsonCid.Of(value.StoredText));
            _newValues.Set(_values[cid], value);
        }

        foreach ((DataCid cid, SecurityTetraplet tetraplet) in _data.Tetraplets)
        {
            _tetraplets[cid] = Put(_newTetraplets, tetraplet, AggregateJson.Write);
        }

        foreach ((DataCid cid, _) in _data.ServiceResults)
        {
            ServiceResult(cid);
        }

        foreach ((DataCid cid, _) in _data.CanonElements)
        {
            CanonElement(cid);
        }

        foreach ((DataCid cid, _) in _data.CanonResults)
        {
            CanonResult(cid);
        }

        return _data with
        {
            Values = _newValues,
            Tetraplets = _newTetraplets,
            ServiceResults = _newServiceResults,
            CanonElements = _newCanonElements,
            CanonResults = _newCanonResults,
            Trace = [.. _data.Trace.Select(State)],
        };
    }

    private ExecutedState State(ExecutedState state) => state switch
    {
        CallExecutedScalar call => new CallExecutedScalar(ServiceResult(call.ServiceResult)),
        CallExecutedStream call => call with { ServiceResult = ServiceResult(call.ServiceResult) },
        CallExecutedUnused call => new CallExecutedUnused(_values.GetValueOrDefault(call.Value, call.Value)),
        CallFailed call => new CallFailed(ServiceResult(call.ServiceResult)),
        CanonExecuted canon => new CanonExecuted(CanonResult(canon.CanonResult)),
        _ => state,
    };

    private DataCid ServiceResult(DataCid cid) => Once(_serviceResults, _data.ServiceResults, cid, result => Put(
        _newServiceResults, result with { Value = Value(result.Value), Tetraplet = Tetraplet(result.Tetraplet) }, AggregateJson.Write));

    private DataCid CanonElement(DataCid cid) => Once(_canonElements, _data.CanonElements, cid, element => Put(
        _newCanonElements,
        new CanonElementAggregate(Value(element.Value), Tetraplet(element.Tetraplet), Provenance(element.Provenance)),
        AggregateJson.Write));

    private DataCid CanonResult(DataCid cid) => Once(_canonResults, _data.CanonResults, cid, result => Put(
        _newCanonResults,
        new CanonResultAggregate(Tetraplet(result.Tetraplet), [.. result.Values.Select(CanonElement)]),
        AggregateJson.Write));

    private Provenance Provenance(Provenance provenance) => provenance switch
    {
        { Kind: ProvenanceKind.ServiceResult, Cid: { } cid } => Data(ProvenanceKind.ServiceResult, ServiceResult(cid)),
        { Kind: ProvenanceKind.Canon, Cid: { } cid } => Data(ProvenanceKind.Canon, CanonResult(cid)),
        _ => provenance,
    };

    private static Provenance Data(ProvenanceKind kind, DataCid cid) => new(kind, cid);

    private DataCid Value(DataCid cid) => _values.GetValueOrDefault(cid, cid);

    private DataCid Tetraplet(DataCid cid) => _tetraplets.GetValueOrDefault(cid, cid);

    /// <summary>The new CID of an aggregate; what is missing, or refers to itself, keeps its own.</summary>
    private static DataCid Once<T>(Dictionary<DataCid, DataCid> known, CidStore<T> store, DataCid cid, Func<T, DataCid> put)
        where T : class
    {
        if (known.TryGetValue(cid, out DataCid? found) || !store.TryGet(cid, out T? content))
        {
            return found ?? cid;
        }

        known[cid] = cid;
        return known[cid] = put(content);
    }

    private static DataCid Put<T>(CidStore<T> store, T content, WriteJson<T> write)
        where T : class
    {
        TextBuffer json = new();
        write(json, content);
        DataCid cid = new(JsonCid.Of(json.Written));
        store.Set(cid, content);
        return cid;
    }
}
