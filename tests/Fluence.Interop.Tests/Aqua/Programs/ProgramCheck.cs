using Fluence.Air;
using Fluence.Aqua.Emission;
using Fluence.Interop.Tests.Aqua.Behaviour;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>In what two compilers differ on a program.</summary>
internal enum ProgramAspect
{
    /// <summary>In nothing.</summary>
    None,

    /// <summary>In that the original does not come to an end: an internal error of it.</summary>
    OriginalFails,

    /// <summary>
    /// In what docs/COMPATIBILITY.md knows: a stream that is passed as an array and part of what is given back is written without its sigil
    /// by the original.
    /// </summary>
    LostSigil,

    /// <summary>In nothing that matters: what both make of it is no AIR.</summary>
    NoScript,

    /// <summary>In whether they accept it.</summary>
    Acceptance,

    /// <summary>In what scripts do to peers.</summary>
    Behaviour,

    /// <summary>In the scripts.</summary>
    Script,
}

/// <summary>What comes of a program.</summary>
/// <param name="Aspect">In what the compilers differ.</param>
/// <param name="IsAccepted">Whether the original accepts it.</param>
/// <param name="Details">The difference, or why it is refused.</param>
internal sealed record ProgramVerdict(ProgramAspect Aspect, bool IsAccepted, string Details);

/// <summary>Compiles programs by both compilers and compares scripts and behaviour.</summary>
/// <param name="seeds">How many times each script is run.</param>
/// <param name="damage">What is done to our scripts before they are compared; tests of the comparison itself give one.</param>
internal sealed class ProgramCheck(int seeds, Func<string, string>? damage = null) : IAsyncDisposable
{
    private readonly OriginalScripts _original = new();
    private readonly AirOptions _options = new();

    public BehaviourComparer Comparer { get; } = new(seeds);

    /// <summary>How many scripts were compared, and how many bytes they have.</summary>
    public (int Count, long Bytes) Scripts { get; private set; }

    public async Task<ProgramVerdict> CheckAsync(AquaProgramText program)
    {
        string code = $"{program}";
        OurScripts ours = OurScripts.OfCode(code, _options);
        ours = ours with { Functions = [.. ours.Functions.Select(function => function with { Air = damage?.Invoke(function.Air) ?? function.Air })] };
        OriginalAnswer original = await _original.CompileAsync(null, code, _options, ours);
        bool isAccepted = original.Errors.Length == 0;
        if (original.HasFailed)
        {
            return new(ProgramAspect.OriginalFails, isAccepted, original.Errors[0]);
        }

        if (isAccepted != (ours.Errors.Count == 0))
        {
            return new(ProgramAspect.Acceptance, isAccepted, $"ours: {string.Join("\n", ours.Errors)}\noriginal: {string.Join("\n", original.Errors)}");
        }

        ProgramVerdict verdict = new(ProgramAspect.None, isAccepted, string.Join("\n", original.Errors));
        foreach (AirFunction function in ours.Functions)
        {
            OriginalScript script = original.Functions[function.Name];
            Scripts = (Scripts.Count + 1, Scripts.Bytes + function.Air.Length);
            if (!script.Equal && script.EqualButCanons)
            {
                return new(ProgramAspect.LostSigil, isAccepted, script.Air);
            }

            if (!script.Equal && !AirParser.Parse(script.Air).IsAccepted && !AirParser.Parse(function.Air).IsAccepted)
            {
                return new(ProgramAspect.NoScript, isAccepted, AirParser.Parse(script.Air).ErrorText ?? "");
            }

            if (Comparer.Compare(function, script.Air, ours.Services) is { } difference)
            {
                return new(ProgramAspect.Behaviour, isAccepted, difference);
            }

            if (!script.Equal)
            {
                verdict = new(ProgramAspect.Script, isAccepted, $"{function.Name}\n--- original\n{script.Air}\n--- ours\n{function.Air}");
            }
        }

        return verdict;
    }

    public ValueTask DisposeAsync() => _original.DisposeAsync();
}
