using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Preparation;

/// <summary>Decodes previous and current data and checks that the current data's writer is supported.</summary>
internal static class DataPreparation
{
    /// <summary>Decodes both; no bytes are no data.</summary>
    /// <exception cref="UncatchableException">Codes 2, 3, 4 and 6.</exception>
    public static (InterpreterData Previous, InterpreterData Current) Decode(
        ReadOnlyMemory<byte> previous, ReadOnlyMemory<byte> current, AnnouncedVersions own, CidPool cids)
    {
        DataEnvelope? previousEnvelope = OpenEnvelope(previous, own);
        DataEnvelope? currentEnvelope = OpenEnvelope(current, own);
        if (currentEnvelope?.InterpreterVersion.CompareTo(AnnouncedVersions.LeastInterpreter) < 0)
        {
            throw new UncatchableException(
                ReturnCode.UnsupportedInterpreterVersion,
                $"supplied data was produced by `{currentEnvelope!.InterpreterVersion}` version of interpreter, "
                + $"but minimum `{AnnouncedVersions.LeastInterpreter}` version is required");
        }

        InterpreterData previousData = ReadArchive(previousEnvelope, own, cids, null);
        return (previousData, ReadArchive(currentEnvelope, own, cids, previousData));
    }

    private static DataEnvelope? OpenEnvelope(ReadOnlyMemory<byte> bytes, AnnouncedVersions own)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            return DataEnvelope.Read(bytes);
        }
        catch (DataFormatException error)
        {
            throw DataEnvelope.TryReadVersions(bytes) is { } versions
                ? new UncatchableException(
                    ReturnCode.EnvelopeDecodingWithVersions,
                    $"an error occurred while data deserialization: Envelope({RustDebug.String(error.Message)}).\n"
                    + $"AquaVM's version is {own.Interpreter} and it expects data of {own.Data} version.\n"
                    + $"Supplied data version is {versions.Data}, it's produced by AquaVM of {versions.Interpreter} version.")
                : new UncatchableException(
                    ReturnCode.EnvelopeDecoding,
                    $"an error occurred while envelope deserialization: Envelope({RustDebug.String(error.Message)}).\n"
                    + $"AquaVM version is {own.Interpreter} and it expects {own.Data} version.");
        }
    }

    private static InterpreterData ReadArchive(
        DataEnvelope? envelope, AnnouncedVersions own, CidPool cids, InterpreterData? known)
    {
        if (envelope is null)
        {
            return new InterpreterData();
        }

        try
        {
            return InterpreterDataReader.Read(envelope.InnerData, cids, known);
        }
        catch (DataFormatException error)
        {
            throw new UncatchableException(
                ReturnCode.DataDecoding,
                $"an error occurred while data deserialization: Data({RustDebug.String(error.Message)}).\n"
                + $"AquaVM version is {own.Interpreter} and it expects {own.Data} version.");
        }
    }
}
