using Fluence.Aqua.Emission;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>Compares the behaviour of all functions of files.</summary>
internal sealed class SourceBehaviour(int seeds)
{
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Differences => _differences;

    public BehaviourComparer Comparer { get; } = new(seeds);

    /// <summary>How many files were compared.</summary>
    public int Files { get; private set; }

    /// <summary>How many functions were compared.</summary>
    public int Functions { get; private set; }

    /// <summary>How many scripts are the same up to the names of variables.</summary>
    public int EqualScripts { get; private set; }

    public async Task CompareAsync(IEnumerable<string> files, AirOptions options)
    {
        await using OriginalScripts compiler = new();
        foreach (string file in files)
        {
            await CompareAsync(compiler, file, options);
        }
    }

    public override string ToString() =>
        $"{Files} files, {Functions} functions, {EqualScripts} scripts the same, {_differences.Count} differences; {Comparer.Events} events, "
        + $"{Comparer.Responses} functions respond, {Comparer.Errors} report errors, {Comparer.Runs.Finished} of {Comparer.Runs.All} runs come to rest";

    private async Task CompareAsync(OriginalScripts compiler, string file, AirOptions options)
    {
        OurScripts ours = OurScripts.OfFile(file, options, RejectVerdict.Libraries);
        OriginalAnswer original = await compiler.CompileAsync(file, null, options, ours);
        if (ours.Errors.Count > 0 || original.Errors.Length > 0)
        {
            _differences.Add($"{file} is refused: {string.Join(" ", ours.Errors)} {string.Join(" ", original.Errors)}");
            return;
        }

        Files++;
        foreach (AirFunction function in ours.Functions)
        {
            OriginalScript script = original.Functions[function.Name];
            Functions++;
            EqualScripts += script.Equal ? 1 : 0;
            if (Comparer.Compare(function, script.Air, ours.Services) is { } difference)
            {
                _differences.Add($"{file}: {difference}");
            }
        }
    }
}
