using Fluence.Crypto;
using Microsoft.Extensions.Logging;

namespace Fluence.Particles;

/// <summary>The log lines of particle processing.</summary>
internal sealed partial class ParticleLog(ILogger logger)
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Warning, Message = "refused a particle message from {Peer}: {Reason}: {Detail}")]
    public partial void MessageRefused(PeerId peer, RefusalReason reason, string detail);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "refused particle {ParticleId} of {InitPeer}: {Reason}")]
    public partial void ParticleRefused(string particleId, PeerId initPeer, RefusalReason reason);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning,
        Message = "particle {ParticleId} names a next peer that is no peer id: '{Peer}'")]
    public partial void InvalidNextPeer(string particleId, string peer);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "particle {ParticleId}: the host failed to run {Service}.{Function}")]
    public partial void CallFailed(string particleId, string service, string function, Exception defect);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Error, Message = "particle {ParticleId} ended by a defect of the peer")]
    public partial void ActorFailed(string particleId, Exception defect);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "could not send particle {ParticleId} to {Peer}: {Reason}")]
    public partial void SendFailed(string particleId, PeerId peer, string reason);
}
