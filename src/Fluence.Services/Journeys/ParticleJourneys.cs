using Fluence.AquaVM;
using Fluence.Crypto;

namespace Fluence.Services.Journeys;

/// <summary>
/// What happened here to the latest particles, for whoever made them: it is what <c>fluence run --trace</c> shows. Bounded: the oldest
/// particle makes room, and of a long journey only the beginning is kept. Not proof of anything: that is the signed trace.
/// </summary>
/// <param name="capacity">How many particles are remembered; 0 for none.</param>
/// <param name="time">The clock.</param>
public sealed class ParticleJourneys(int capacity, TimeProvider time)
{
    /// <summary>How many steps of one particle are kept.</summary>
    public const int MaxSteps = 512;

    /// <summary>How many steps are kept for each place of a particle: few particles take many, and they share what there is.</summary>
    public const int MeanSteps = 20;

    private const int MaxText = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<(PeerId InitPeer, string Particle), List<JourneyStep>> _steps = [];
    private readonly Queue<(PeerId InitPeer, string Particle)> _ages = new();
    private int _count;

    /// <summary>What happened to a particle so far, in the order in which it ended; nothing for unknown ones.</summary>
    public IReadOnlyList<JourneyStep> Of(PeerId initPeer, string particle)
    {
        lock (_lock)
        {
            return _steps.TryGetValue((initPeer, particle), out List<JourneyStep>? steps) ? [.. steps] : [];
        }
    }

    /// <summary>Runs a call and notes how long it took and what came of it.</summary>
    public async ValueTask<CallResult> CallAsync(
        PeerId initPeer, string particle, string peer, CallRequest request, Func<ValueTask<CallResult>> call)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(call);
        if (capacity == 0)
        {
            return await call();
        }

        (DateTimeOffset at, long start) = (time.GetUtcNow(), time.GetTimestamp());
        CallResult result = await call();
        Add(initPeer, particle, new JourneyStep(
            JourneyStepKind.Called, peer, at, time.GetElapsedTime(start), $"{request.ServiceId}.{request.FunctionName}",
            result.RetCode == 0 ? null : result.Result));
        return result;
    }

    /// <summary>Sends a particle and notes how long it took and whether it was delivered.</summary>
    public Task<bool> SendAsync(PeerId initPeer, string particle, string peer, PeerId target, Func<Task<bool>> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        return capacity == 0 ? send() : SendAndNoteAsync(initPeer, particle, peer, target, send);
    }

    private async Task<bool> SendAndNoteAsync(PeerId initPeer, string particle, string peer, PeerId target, Func<Task<bool>> send)
    {
        (DateTimeOffset at, long start) = (time.GetUtcNow(), time.GetTimestamp());
        bool isDelivered = await send();
        Add(initPeer, particle, new JourneyStep(
            JourneyStepKind.Sent, peer, at, time.GetElapsedTime(start), target.ToString(), isDelivered ? null : "not delivered"));
        return isDelivered;
    }

    /// <summary>Notes a run of the interpreter where it says something new: data came in, or the run failed.</summary>
    public void OnInterpreted(PeerId initPeer, string particle, string peer, InvokeRequest request, InvokeOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(outcome);
        if (!request.CurrentData.IsEmpty)
        {
            Add(initPeer, particle, new JourneyStep(
                JourneyStepKind.Received, peer, time.GetUtcNow(), TimeSpan.Zero, "", null));
        }

        if (outcome.RetCode != 0)
        {
            Add(initPeer, particle, new JourneyStep(
                JourneyStepKind.Failed, peer, time.GetUtcNow(), TimeSpan.Zero, $"code {outcome.RetCode}", outcome.ErrorMessage));
        }
    }

    private void Add(PeerId initPeer, string particle, JourneyStep step)
    {
        if (capacity == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (!_steps.TryGetValue((initPeer, particle), out List<JourneyStep>? steps))
            {
                _steps.Add((initPeer, particle), steps = []);
                _ages.Enqueue((initPeer, particle));
            }

            if (steps.Count < MaxSteps)
            {
                steps.Add(step with { Subject = Short(step.Subject), Problem = step.Problem is { } problem ? Short(problem) : null });
                _count++;
            }

            while (_steps.Count > capacity || (_count > capacity * MeanSteps && _steps.Count > 1))
            {
                _steps.Remove(_ages.Dequeue(), out List<JourneyStep>? oldest);
                _count -= oldest!.Count;
            }
        }
    }

    // names and errors are others' texts, of any length
    private static string Short(string text) => text.Length > MaxText ? text[..MaxText] : text;
}
