namespace Fluence.AquaVM.Data;

/// <summary>Bytes are not interpreter data. The readers of this folder throw nothing else, whatever they are given.</summary>
internal sealed class DataFormatException(string message) : FormatException(message);
