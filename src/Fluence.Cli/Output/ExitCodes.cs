namespace Fluence.Cli.Output;

/// <summary>What the command's exit codes mean.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The work was done and its answer is no: a script is wrong, a signature is bad, a peer did not start.</summary>
    public const int Failure = 1;

    /// <summary>The command was used wrongly.</summary>
    public const int Usage = 2;
}
