using System.Buffers.Binary;
using System.Security.Cryptography;
using Fluence.Ethereum;
using Fluence.RandomX;

namespace Fluence.Proofs.Capacity;

/// <summary>
/// Proving one unit in one epoch. Any number of threads work at it and come and go: they share one dataset and make it together. The
/// original makes a dataset for each core, also where cores work for the same unit.
/// </summary>
internal sealed class UnitWork : IDisposable
{
    private readonly ProverOptions _options;
    private readonly ProofFolder _proofs;
    private readonly Lock _making = new();
    private readonly ManualResetEventSlim _isMade = new();
    private RandomXCache? _cache;
    private int _nextPart;
    private int _madeParts;

    /// <param name="epoch">The epoch.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="dataset">Room for the dataset, which nothing else uses meanwhile.</param>
    /// <param name="options">How to prove.</param>
    /// <param name="proofs">Where proofs go.</param>
    public UnitWork(CapacityEpoch epoch, Bytes32 unit, RandomXDataset dataset, ProverOptions options, ProofFolder proofs)
    {
        Epoch = epoch;
        Unit = unit;
        Dataset = dataset;
        _options = options;
        _proofs = proofs;
    }

    public CapacityEpoch Epoch { get; }

    public Bytes32 Unit { get; }

    public RandomXDataset Dataset { get; }

    /// <summary>How much of the dataset is made, from 0 to 1.</summary>
    public double Prepared => (double)Volatile.Read(ref _madeParts) / Dataset.Parts;

    /// <summary>Whether the unit has as many proofs as are kept of it.</summary>
    public bool IsFull => _proofs.CountOf(Unit) >= _options.MaxProofsPerUnit;

    /// <summary>Works with the present thread until it is cancelled, or the unit has all its proofs.</summary>
    /// <param name="hashes">Counts hashes.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutOfMemoryException">There is not enough memory.</exception>
    /// <exception cref="ProverException">A proof cannot be written.</exception>
    public void Run(HashCounter hashes, CancellationToken cancellation)
    {
        MakeDataset(cancellation);
        if (!cancellation.IsCancellationRequested)
        {
            Prove(hashes, cancellation);
        }
    }

    /// <summary>Gives back what no thread uses any more; the dataset belongs to who made it.</summary>
    public void Dispose()
    {
        _cache?.Dispose();
        _isMade.Dispose();
    }

    private void MakeDataset(CancellationToken cancellation)
    {
        RandomXCache? cache = Cache(cancellation);
        while (cache is not null && !cancellation.IsCancellationRequested)
        {
            int part = Interlocked.Increment(ref _nextPart) - 1;
            if (part >= Dataset.Parts)
            {
                break;
            }

            // to its end: no other thread makes this part
            Dataset.MakePart(cache, part);
            if (Interlocked.Increment(ref _madeParts) == Dataset.Parts)
            {
                lock (_making)
                {
                    _isMade.Set();
                    _cache = null;
                }

                cache.Dispose();
                return;
            }
        }

        WaitHandle.WaitAny([_isMade.WaitHandle, cancellation.WaitHandle]);
    }

    /// <summary>The unit's cache, made by whoever comes first; null where it is not needed any more.</summary>
    private RandomXCache? Cache(CancellationToken cancellation)
    {
        lock (_making)
        {
            if (_isMade.IsSet || cancellation.IsCancellationRequested)
            {
                return null;
            }

            try
            {
                return _cache ??= RandomXCache.Create(_options.Parameters, Epoch.KeyOf(Unit).Span, cancellation);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }

    private void Prove(HashCounter hashes, CancellationToken cancellation)
    {
        using RandomXHasher hasher = new(Dataset);
        Span<byte> nonce = stackalloc byte[Bytes32.Length], hash = stackalloc byte[RandomXHasher.DigestLength];

        // by chance, so that no two threads try the same, nor the same one after a restart
        RandomNumberGenerator.Fill(nonce);
        hasher.Begin(nonce);
        while (!cancellation.IsCancellationRequested && !IsFull)
        {
            Bytes32 tried = Bytes32.FromBytes(nonce);
            BinaryPrimitives.WriteUInt64LittleEndian(nonce, BinaryPrimitives.ReadUInt64LittleEndian(nonce) + 1);
            hasher.Next(nonce, hash);
            hashes.Add();
            if (Epoch.IsMetBy(hash))
            {
                _proofs.Add(Epoch, Unit, tried, Bytes32.FromBytes(hash));
            }
        }
    }
}
