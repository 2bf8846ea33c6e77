using Fluence.Aqua.Emission;
using Fluence.AquaVM;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>Runs scripts of the same function on the same network with the same services, and sees whether it can tell them apart.</summary>
/// <param name="seeds">How many times each script is run, each time with other services and another order of delivery.</param>
internal sealed class BehaviourComparer(int seeds)
{
    // of 100 calls, by the seed: without any, few, many
    private static readonly int[] Failures = [0, 8, 0, 25];

    private readonly AquaVm _vm = SimulatedNetwork.NewVm();

    /// <summary>How many events were compared.</summary>
    public int Events { get; private set; }

    /// <summary>How many functions gave a response in one of their runs.</summary>
    public int Responses { get; private set; }

    /// <summary>How many functions reported an error in one of their runs.</summary>
    public int Errors { get; private set; }

    /// <summary>How many runs came to rest by themselves, of how many.</summary>
    public (int Finished, int All) Runs { get; private set; }

    /// <summary>The first difference between the scripts of a function; null where there is none.</summary>
    public string? Compare(AirFunction ours, string original, ServiceTypes services)
    {
        bool hasResponse = false, hasError = false;
        ErrorTexts texts = new(original, ours.Air);
        for (int seed = 0; seed < seeds; seed++)
        {
            ScriptedPeers peers = new(ours.Type, services, seed, Failures[seed % Failures.Length]);
            Outcome expected = Run(original, peers, texts, seed), actual = Run(ours.Air, peers, texts, seed);
            Events += actual.Count;
            Runs = (Runs.Finished + (actual.IsFinished ? 1 : 0), Runs.All + 1);
            IEnumerable<string> atInit = actual.Events.GetValueOrDefault(Cast.Init, []);
            hasResponse |= atInit.Any(static line => line.StartsWith("callbackSrv.response", StringComparison.Ordinal));
            hasError |= atInit.Any(static line => line.StartsWith("errorHandlingSrv.error", StringComparison.Ordinal));
            if (Outcome.Difference(expected, actual) is { } difference)
            {
                return $"{ours.Name}, seed {seed}: {difference}";
            }
        }

        Responses += hasResponse ? 1 : 0;
        Errors += hasError ? 1 : 0;
        return null;
    }

    /// <summary>What a script does.</summary>
    public Outcome Run(string air, ScriptedPeers peers, ErrorTexts texts, int seed) =>
        new SimulatedNetwork(_vm, Cast.Adopt(air), peers.Answer, texts, seed).Run();
}
