using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fluence.Ethereum;
using Microsoft.Extensions.Logging;

namespace Fluence.Proofs.Capacity;

/// <summary>
/// The proofs of one epoch, each in a file that is named by its number: on the disk before anybody is told of it. The original prover's
/// files, so that either goes on with what the other has found. For any number of threads.
/// </summary>
internal sealed partial class ProofFolder
{
    private const string Name = "cc_proofs";

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly ILogger _logger;
    private readonly List<FoundProof> _proofs = [];
    private readonly Dictionary<Bytes32, int> _counts = [];
    private ulong _last;

    /// <param name="state">The folder of the prover's state.</param>
    /// <param name="epoch">The epoch whose proofs count; those of others are removed.</param>
    /// <param name="logger">Told of files that are no proofs.</param>
    /// <exception cref="ProverException">The folder cannot be read.</exception>
    public ProofFolder(string state, CapacityEpoch? epoch, ILogger logger)
    {
        _folder = Path.Combine(state, Name);
        _logger = logger;
        try
        {
            Directory.CreateDirectory(_folder);
            foreach (string file in Directory.EnumerateFiles(_folder))
            {
                Load(file, epoch);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProverException($"the proofs in {_folder} cannot be read: {failure.Message}", failure);
        }

        _proofs.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        _last = _proofs.Count > 0 ? _proofs[^1].Number : 0;
    }

    /// <summary>How many proofs of a unit there are.</summary>
    public int CountOf(Bytes32 unit)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(unit);
        }
    }

    /// <summary>Keeps a proof, with the next number.</summary>
    /// <exception cref="ProverException">It cannot be written.</exception>
    public FoundProof Add(CapacityEpoch epoch, Bytes32 unit, Bytes32 nonce, Bytes32 hash)
    {
        lock (_lock)
        {
            FoundProof proof = new(epoch, _last + 1, unit, nonce, hash);
            ArrayBufferWriter<byte> text = new();
            using (Utf8JsonWriter json = new(text))
            {
                ProofJson.Write(json, proof);
            }

            StateFile.Write(Path.Combine(_folder, proof.Number.ToString(CultureInfo.InvariantCulture)), text.WrittenSpan);
            _last = proof.Number;
            Count(proof);
            return proof;
        }
    }

    /// <summary>The proofs with greater numbers, in their order.</summary>
    /// <param name="number">0 for all.</param>
    /// <param name="limit">How many at most.</param>
    public ImmutableArray<FoundProof> After(ulong number, int limit)
    {
        lock (_lock)
        {
            int first = _proofs.FindIndex(proof => proof.Number > number);
            return first < 0 ? [] : [.. _proofs.Skip(first).Take(limit)];
        }
    }

    /// <summary>Removes all proofs: a new epoch begins.</summary>
    /// <exception cref="ProverException">One cannot be removed.</exception>
    public void Clear()
    {
        lock (_lock)
        {
            try
            {
                foreach (FoundProof proof in _proofs)
                {
                    File.Delete(Path.Combine(_folder, proof.Number.ToString(CultureInfo.InvariantCulture)));
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new ProverException($"the proofs of the last epoch in {_folder} cannot be removed: {failure.Message}", failure);
            }

            _proofs.Clear();
            _counts.Clear();
            _last = 0;
        }
    }

    private void Load(string file, CapacityEpoch? epoch)
    {
        if (StateFile.IsUnfinished(file))
        {
            File.Delete(file);
            return;
        }

        if (!ulong.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            LogForeign(file);
            return;
        }

        FoundProof? proof = Read(file);
        if (proof is not null && proof.Epoch == epoch && proof.Number == number)
        {
            Count(proof);
            return;
        }

        LogRemoved(file);
        File.Delete(file);
    }

    private static FoundProof? Read(string file)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
            return ProofJson.ReadProof(json.RootElement);
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException)
        {
            return null;
        }
    }

    private void Count(FoundProof proof)
    {
        _proofs.Add(proof);
        _counts[proof.Unit] = _counts.GetValueOrDefault(proof.Unit) + 1;
    }

    [LoggerMessage(EventId = 6100, Level = LogLevel.Warning, Message = "{File} is among the proofs and is none; it is left alone")]
    private partial void LogForeign(string file);

    [LoggerMessage(EventId = 6101, Level = LogLevel.Information, Message = "{File} is damaged or of another epoch, and is removed")]
    private partial void LogRemoved(string file);
}
