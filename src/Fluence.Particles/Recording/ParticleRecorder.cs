using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fluence.AquaVM;
using Fluence.Particles.Model;
using Microsoft.Extensions.Logging;

namespace Fluence.Particles.Recording;

/// <summary>
/// Records every interpreter run of a peer, so that a particle that went wrong can be replayed elsewhere: one folder a particle, without
/// the peer's key. It stops, and says so, when the bytes it may write are used up or a file cannot be written.
/// </summary>
public sealed partial class ParticleRecorder
{
    private const int MaxFolderName = 80;

    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly ILogger _logger;
    private long _count;
    private long _bytes;
    private bool _hasStopped;

    /// <param name="folder">Where to; made when absent.</param>
    /// <param name="maxBytes">How many bytes to write at most until the peer starts again.</param>
    /// <param name="logger">Told when recording stops.</param>
    public ParticleRecorder(string folder, long maxBytes, ILogger logger)
    {
        _folder = Path.GetFullPath(folder);
        _maxBytes = maxBytes;
        _logger = logger;
    }

    /// <summary>Records one run. Never throws for want of space or rights.</summary>
    public void Record(Particle particle, InvokeRequest request, InvokeOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(particle);
        ArgumentNullException.ThrowIfNull(request);
        if (Volatile.Read(ref _hasStopped))
        {
            return;
        }

        try
        {
            string folder = Path.Combine(_folder, FolderName(particle.Id));
            Directory.CreateDirectory(folder);
            long number = Interlocked.Increment(ref _count);
            long written = InvokeRecording.Write(
                folder, number, request.Parameters.CurrentPeerId, request, outcome, withKey: false);
            if (Interlocked.Add(ref _bytes, written) >= _maxBytes)
            {
                Stop($"{_maxBytes.ToString(CultureInfo.InvariantCulture)} bytes are written, as many as particle_recording_limit allows");
            }
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            Stop(broken.Message);
        }
    }

    /// <summary>The name of a particle's folder: its id, or a digest of it when the id could be anything else than a plain name.</summary>
    internal static string FolderName(string particleId) =>
        particleId.Length is > 0 and <= MaxFolderName && particleId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? particleId
            : "id-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(particleId)));

    private void Stop(string reason)
    {
        if (!Interlocked.Exchange(ref _hasStopped, true))
        {
            LogStopped(_folder, reason);
        }
    }

    [LoggerMessage(EventId = 3006, Level = LogLevel.Warning, Message = "particles are no longer recorded in {Folder}: {Reason}")]
    private partial void LogStopped(string folder, string reason);
}
