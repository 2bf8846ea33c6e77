namespace Fluence.Services.Calls;

/// <summary>Why something cannot be done with modules, blueprints, services or vaults; scripts see it as the error of their call.</summary>
/// <param name="Message">The text, that of the original where it has one.</param>
/// <param name="Debug">The debug print of the original's error, which follows in a second line.</param>
public sealed record ServiceFault(string Message, string Debug)
{
    /// <summary>The fault as one of the original's service errors, which wrap those of modules.</summary>
    internal ServiceFault InService(string variant) => this with { Debug = $"{variant}({Debug})" };

    /// <summary>The answer to the script.</summary>
    internal FunctionOutcome ToOutcome() => ArgumentErrors.Typed(Message, Debug);
}
