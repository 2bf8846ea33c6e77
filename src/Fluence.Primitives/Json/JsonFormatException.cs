namespace Fluence.Primitives.Json;

/// <summary>A text is not JSON. The message says what is wrong and where, in the words of serde_json 1.0.108.</summary>
public sealed class JsonFormatException(string message) : FormatException(message);
