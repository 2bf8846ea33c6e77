using Fluence.Particles.Recording;
using Fluence.TestKit;

namespace Fluence.Peer.Tests;

public sealed class RecordingTests
{
    [Fact]
    public async Task A_peer_records_every_run_of_a_particle_in_a_folder_of_its_own()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluence-test-");
        try
        {
            await using (TestPeer peer = await TestPeer.StartAsync(config => config with { ParticleRecordingDir = folder.FullName }))
            {
                await peer.AssertServesAsync();
                await Eventually.True(() => peer.Node.ParticleMetrics.Interpretations == 2, "the particle has been executed twice");
            }

            IReadOnlyList<string> files = InvokeRecording.FilesOf(Assert.Single(folder.GetDirectories()).FullName);
            RecordedInvoke[] invokes = [.. files.Select(RecordedInvoke.Read)];
            Assert.Equal([0, 1], invokes.Select(invoke => invoke.Request.CallResults.Count));
            Assert.All(invokes, invoke => Assert.Equal(0, invoke.RetCode));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
