using Fluence.AquaVM;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Both interpreters, given the same requests.</summary>
internal sealed class BothVms(AquaVmOptions options) : IDisposable
{
    /// <summary>Runs of more instructions would keep the original busy for minutes.</summary>
    private const int MostSteps = 60_000;

    private readonly AquaVm _ours = new(options);
    private readonly OriginalVm _theirs = new();

    /// <summary>Ours as it is by default, but for the bound of steps.</summary>
    public BothVms()
        : this(new AquaVmOptions { MaxSteps = MostSteps })
    {
    }

    /// <summary>How many invokes were compared.</summary>
    public long Invokes { get; private set; }

    /// <summary>How many of them were mutated.</summary>
    public long Mutated { get; private set; }

    /// <summary>How often each deviation was met.</summary>
    public Dictionary<string, long> Deviations { get; } = [];

    /// <summary>How often each return code came.</summary>
    public Dictionary<int, long> Codes { get; } = [];

    /// <summary>How many were not given to the original, because they are too long.</summary>
    public long Skipped { get; private set; }

    /// <summary>Runs a request on both.</summary>
    public (Comparison Comparison, Difference? Difference) Run(
        InvokeRequest request, IReadOnlyDictionary<uint, CallResult> callResults, bool isHonest = true)
    {
        ReadOnlyMemory<byte> wire = CallResultsCodec.Encode(callResults);
        VmAnswer ours = VmAnswer.Of(_ours.Invoke(request, wire));
        if (ours.Code == 29000)
        {
            Skipped++;
            return (new Comparison(request, callResults, ours, ours, isHonest), null);
        }

        _theirs.Send(request, wire);
        Comparison comparison = new(request, callResults, ours, _theirs.Receive(), isHonest);
        Difference? difference = AnswerComparer.Compare(
            comparison, deviation => Deviations[deviation.Name] = Deviations.GetValueOrDefault(deviation.Name) + 1);
        Invokes++;
        Mutated += isHonest ? 0 : 1;
        Codes[ours.Code] = Codes.GetValueOrDefault(ours.Code) + 1;
        return (comparison, difference);
    }

    public void Dispose() => _theirs.Dispose();
}
