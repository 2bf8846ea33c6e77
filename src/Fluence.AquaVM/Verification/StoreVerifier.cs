using System.Security.Cryptography;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Content;
using Fluence.Primitives.Hashing;

namespace Fluence.AquaVM.Verification;

/// <summary>
/// Checks the stores of data that came in: every CID is the hash of what is stored under it, and whatever an entry refers to is there.
/// </summary>
internal sealed class StoreVerifier
{
    private readonly TextBuffer _json = new();
    private readonly TetrapletJson _tetraplets = new();
    private readonly InterpreterData _data;

    private StoreVerifier(InterpreterData data) => _data = data;

    private delegate ReadOnlySpan<byte> MakeJson<T>(T content);

    /// <summary>
    /// Checks all stores. Entries that are the same objects as in <paramref name="trusted"/> need no hashing: they have come under the same
    /// CID with the same bytes as in data that this peer has written itself, each entry of which it has hashed or checked before. That they
    /// refer to entries of these data is checked all the same.
    /// </summary>
    /// <exception cref="UncatchableException">Code 8.</exception>
    public static void Verify(InterpreterData data, InterpreterData? trusted = null)
    {
        trusted ??= new InterpreterData();
        StoreVerifier verifier = new(data);
        verifier.VerifyValues(trusted.Values);
        VerifyStore(data.Tetraplets, trusted.Tetraplets, verifier._tetraplets.Of, OriginalTypes.Tetraplet);
        VerifyStore(data.CanonElements, trusted.CanonElements, verifier.Json, OriginalTypes.CanonElement);
        VerifyStore(data.CanonResults, trusted.CanonResults, verifier.Json, OriginalTypes.CanonResult);
        verifier.VerifyCanonReferences();
        VerifyStore(data.ServiceResults, trusted.ServiceResults, verifier.Json, OriginalTypes.ServiceResult);
        verifier.VerifyServiceReferences();
    }

    /// <summary>Checks only that whatever an entry refers to is there.</summary>
    /// <exception cref="UncatchableException">Code 8.</exception>
    public static void VerifyReferences(InterpreterData data)
    {
        StoreVerifier verifier = new(data);
        verifier.VerifyCanonReferences();
        verifier.VerifyServiceReferences();
    }

    /// <summary>What is wrong with a CID of JSON text; null if nothing is.</summary>
    public static string? Check(DataCid cid, ReadOnlySpan<byte> json, string typeName)
    {
        Span<byte> expected = stackalloc byte[JsonCid.TextLength];
        JsonCid.Write(json, expected);
        return cid.Utf8.SequenceEqual(expected) ? null : CheckUnusual(cid, json, typeName);
    }

    private static string? CheckUnusual(DataCid cid, ReadOnlySpan<byte> json, string typeName)
    {
        if (!CidReading.TryRead(cid.Utf8, out Cid parsed))
        {
            return "Failed to parse multihash";
        }

        if (parsed.Codec != Multicodec.Json)
        {
            return $"unsupported CID codec: {parsed.Codec}";
        }

        Span<byte> digest = stackalloc byte[Blake3.DigestLength];
        switch (parsed.Hash.Code)
        {
            case Multicodec.Blake3:
                Blake3.Hash(json, digest);
                break;
            case Multicodec.Sha256:
                SHA256.HashData(json, digest);
                break;
            default:
                return $"unsupported multihash code: {parsed.Hash.Code}";
        }

        return parsed.Hash.Digest.Span.SequenceEqual(digest)
            ? null
            : $"Value mismatch in the {RustDebug.String(typeName)} store for CID {RustDebug.String(cid.Text)}";
    }

    private static void Require<T>(CidStore<T> store, DataCid cid, string source, string target)
        where T : class
    {
        if (!store.Contains(cid))
        {
            throw Failed(
                $"Reference CID {RustDebug.String(cid.Text)} from type {RustDebug.String(source)} "
                + $"to {RustDebug.String(target)} was not found");
        }
    }

    private static UncatchableException Failed(string message) => new(ReturnCode.CidStoreVerification, message);

    private static bool IsTrusted<T>(CidStore<T> trusted, DataCid cid, T content)
        where T : class =>
        trusted.TryGet(cid, out T? known) && ReferenceEquals(known, content);

    private void VerifyValues(CidStore<VmValue> trusted)
    {
        List<DataCid> mismatches = [];
        using Blake3Batch<DataCid> batch = Batch(mismatches);
        foreach ((DataCid cid, VmValue value) in _data.Values)
        {
            if (!IsTrusted(trusted, cid, value))
            {
                batch.Add(value.StoredText, cid);
            }
        }

        batch.Flush();
        foreach (DataCid cid in mismatches)
        {
            Recheck(cid, _data.Values.TryGet(cid, out VmValue? value) ? value.StoredText : default, OriginalTypes.Value);
        }
    }

    private static void VerifyStore<T>(CidStore<T> store, CidStore<T> trusted, MakeJson<T> json, string typeName)
        where T : class
    {
        List<DataCid> mismatches = [];
        using Blake3Batch<DataCid> batch = Batch(mismatches);
        foreach ((DataCid cid, T content) in store)
        {
            if (!IsTrusted(trusted, cid, content))
            {
                batch.Add(json(content), cid);
            }
        }

        batch.Flush();
        foreach (DataCid cid in mismatches)
        {
            Recheck(cid, json(store.TryGet(cid, out T? content) ? content : throw new InvalidOperationException()), typeName);
        }
    }

    /// <summary>Compares digests with CIDs in their usual text; the others have to be looked at more closely.</summary>
    private static Blake3Batch<DataCid> Batch(List<DataCid> mismatches) => new((cid, digest) =>
    {
        if (!JsonCid.IsOfDigest(cid.Utf8, digest))
        {
            mismatches.Add(cid);
        }
    });

    private static void Recheck(DataCid cid, ReadOnlySpan<byte> json, string typeName)
    {
        if (CheckUnusual(cid, json, typeName) is { } problem)
        {
            throw Failed(problem);
        }
    }

    private ReadOnlySpan<byte> Json(CanonElementAggregate element)
    {
        _json.Clear();
        AggregateJson.Write(_json, element);
        return _json.Written;
    }

    private ReadOnlySpan<byte> Json(CanonResultAggregate result)
    {
        _json.Clear();
        AggregateJson.Write(_json, result);
        return _json.Written;
    }

    private ReadOnlySpan<byte> Json(ServiceResultAggregate result)
    {
        _json.Clear();
        AggregateJson.Write(_json, result);
        return _json.Written;
    }

    private void VerifyCanonReferences()
    {
        foreach ((_, CanonResultAggregate result) in _data.CanonResults)
        {
            foreach (DataCid element in result.Values)
            {
                Require(_data.CanonElements, element, OriginalTypes.CanonResult, OriginalTypes.CanonElement);
            }

            Require(_data.Tetraplets, result.Tetraplet, OriginalTypes.CanonResult, OriginalTypes.Tetraplet);
        }

        foreach ((_, CanonElementAggregate element) in _data.CanonElements)
        {
            Require(_data.Tetraplets, element.Tetraplet, OriginalTypes.CanonElement, OriginalTypes.Tetraplet);
            Require(_data.Values, element.Value, OriginalTypes.CanonElement, OriginalTypes.Value);
            if (element.Provenance is { Kind: ProvenanceKind.ServiceResult, Cid: { } service })
            {
                Require(_data.ServiceResults, service, OriginalTypes.CanonElement, OriginalTypes.ServiceResult);
            }
            else if (element.Provenance is { Kind: ProvenanceKind.Canon, Cid: { } canon })
            {
                Require(_data.CanonResults, canon, OriginalTypes.CanonElement, OriginalTypes.CanonResult);
            }
        }
    }

    private void VerifyServiceReferences()
    {
        foreach ((_, ServiceResultAggregate result) in _data.ServiceResults)
        {
            Require(_data.Tetraplets, result.Tetraplet, OriginalTypes.ServiceResult, OriginalTypes.Tetraplet);
            Require(_data.Values, result.Value, OriginalTypes.ServiceResult, OriginalTypes.Value);
        }
    }
}
