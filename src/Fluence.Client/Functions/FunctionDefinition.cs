namespace Fluence.Client.Functions;

/// <summary>
/// What a compiled Aqua function takes and gives. Its script takes arguments from <c>getDataSrv</c>, calls functions that it was given and
/// returns on <c>callbackSrv</c>, and reports errors to <c>errorHandlingSrv</c>.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="Type">Its parameters and results.</param>
public sealed record FunctionDefinition(string Name, AquaType.Arrow Type)
{
    /// <summary>Reads a definition in the form that Aqua compilers give for js-client (<c>funcDef</c>).</summary>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="FormatException">
    /// It is no definition of a function, or of one that takes its arguments in another way; the message names the place.
    /// </exception>
    public static FunctionDefinition Parse(string json) => DefinitionReader.Function(json);
}
