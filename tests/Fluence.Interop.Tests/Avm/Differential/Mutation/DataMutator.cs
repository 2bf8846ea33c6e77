using Fluence.AquaVM.Data;

namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>Damages interpreter data: their bytes, or one of their fields, with CIDs and signatures made right again or not.</summary>
internal sealed class DataMutator(Random random, string particleId)
{
    private static readonly string[] Versions =
        ["0.0.0", "0.60.9", "0.61.0", "0.61.0-rc.1", "0.61.0+build", "0.62.0", "1.0.0", "0.17.2", "99999999999.0.0"];

    /// <summary>Damaged data.</summary>
    /// <param name="data">Good data.</param>
    /// <param name="other">Other data of the same particle, or none.</param>
    public ReadOnlyMemory<byte> Mutate(ReadOnlyMemory<byte> data, ReadOnlyMemory<byte> other)
    {
        if (random.Next(4) == 0)
        {
            return ByteMutator.Mutate(data.Span, other.Span, random);
        }

        DataEnvelope envelope = DataEnvelope.Read(data);
        InterpreterData content = InterpreterDataReader.Read(envelope.InnerData, new CidPool());
        switch (random.Next(20))
        {
            case 0:
                envelope = envelope with { DataVersion = Version() };
                break;
            case 1:
                envelope = envelope with { InterpreterVersion = Version() };
                break;
            case 2:
                content = content with { LastCallRequestId = (uint)random.Next() };
                break;
            case < 5:
                content = content with { Signatures = Alter(content.Signatures) };
                break;
            case < 15:
                content = content with { Trace = new TraceMutator(random, content).Mutate() };
                content = random.Next(8) == 0 ? content : Resigner.Resign(content, particleId);
                break;
            default:
                content = new StoreMutator(random).Mutate(content);
                content = random.Next(3) == 0 ? content : Resigner.Resign(Rehasher.Rehash(content), particleId);
                break;
        }

        return DataEnvelope.Write(envelope.DataVersion, envelope.InterpreterVersion, content);
    }

    private SemanticVersion Version() =>
        SemanticVersion.TryParse(Versions[random.Next(Versions.Length)], out SemanticVersion version) ? version : throw new InvalidOperationException();

    private SignatureStore Alter(SignatureStore signatures)
    {
        SignatureStore altered = new();
        int index = random.Next(Math.Max(1, signatures.Count));
        int at = 0;
        foreach ((ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> signature) in signatures)
        {
            byte[] otherKey = key.ToArray(), otherSignature = signature.ToArray();
            if (at++ == index)
            {
                switch (random.Next(6))
                {
                    case 0:
                        continue;
                    case 1:
                        otherKey[random.Next(otherKey.Length)] ^= (byte)(1 << random.Next(8));
                        break;
                    case 2:
                        otherSignature[random.Next(otherSignature.Length)] ^= (byte)(1 << random.Next(8));
                        break;
                    case 3:
                        otherKey[0] = (byte)random.Next(5);
                        break;
                    case 4:
                        otherSignature = otherSignature[..random.Next(otherSignature.Length)];
                        break;
                    default:
                        otherKey = otherKey[..random.Next(otherKey.Length)];
                        break;
                }
            }

            altered.Set(otherKey, otherSignature);
        }

        return altered;
    }
}
