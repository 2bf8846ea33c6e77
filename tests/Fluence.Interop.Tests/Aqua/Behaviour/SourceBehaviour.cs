using Fluence.Aqua.Emission;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>Compares the behaviour of all functions of files.</summary>
/// <param name="seeds">How many times each script is run.</param>
/// <param name="imports">Where libraries are; those from npm if nothing is given.</param>
internal sealed class SourceBehaviour(int seeds, string? imports = null)
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
        string[] folders = [imports ?? RejectVerdict.Libraries];
        OurScripts ours = OurScripts.OfFile(file, options, folders);
        OriginalAnswer original = await compiler.CompileAsync(file, null, options, ours, folders);
        if (!Compare(file, ours, original))
        {
            return;
        }

        Files++;
        if (ours.ExportOfOthers is { } code)
        {
            folders = [Path.GetDirectoryName(file)!, .. folders];
            ours = OurScripts.OfCode(code, options, folders);
            Compare($"{file}, not exported", ours, await compiler.CompileAsync(null, code, options, ours, folders));
        }
    }

    private bool Compare(string file, OurScripts ours, OriginalAnswer original)
    {
        if (ours.Errors.Count > 0 || original.Errors.Length > 0)
        {
            _differences.Add($"{file} is refused\n  by ours: {string.Join(" ", ours.Errors)}\n  by the original: {string.Join(" ", original.Errors)}");
            return false;
        }

        foreach (AirFunction function in ours.Functions)
        {
            if (!original.Functions.TryGetValue(function.Name, out OriginalScript? script))
            {
                _differences.Add($"{file}: only ours has {function.Name}");
                continue;
            }

            Functions++;
            EqualScripts += script.Equal ? 1 : 0;
            if (Comparer.Compare(function, script.Air, ours.Services) is { } difference)
            {
                _differences.Add($"{file}: {difference}");
            }
        }

        return true;
    }
}
