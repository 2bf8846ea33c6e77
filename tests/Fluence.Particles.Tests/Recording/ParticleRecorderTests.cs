using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Particles.Model;
using Fluence.Particles.Recording;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Particles.Tests.Recording;

public sealed class ParticleRecorderTests : IDisposable
{
    private static readonly KeyPair Key = KeyPair.FromSeed(new byte[32]);

    private readonly string _folder = Directory.CreateTempSubdirectory("fluence-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_is_recorded_without_the_key_and_replays()
    {
        ParticleRecorder recorder = new(_folder, long.MaxValue, NullLogger.Instance);
        Particle particle = NewParticle("some-id");
        InvokeRequest request = Request(particle);
        InvokeOutcome outcome = new AquaVm().Invoke(request);
        recorder.Record(particle, request, outcome);

        string file = Assert.Single(InvokeRecording.FilesOf(Path.Combine(_folder, "some-id")));
        Assert.DoesNotContain(Convert.ToBase64String(Key.Seed.Span), File.ReadAllText(file), StringComparison.Ordinal);
        RecordedInvoke recorded = RecordedInvoke.Read(file);
        Assert.False(recorded.HasKey);
        Assert.Equal(request.Air, recorded.Request.Air);
        Assert.Equal(request.Parameters with { SecretKey = default }, recorded.Request.Parameters with { SecretKey = default });
        Assert.Equal(outcome.RetCode, recorded.RetCode);
        Assert.Equal(outcome.Data.ToArray(), recorded.Data.ToArray());
    }

    [Fact]
    public void Recording_stops_when_the_bytes_are_used_up()
    {
        ParticleRecorder recorder = new(_folder, maxBytes: 1, NullLogger.Instance);
        Particle particle = NewParticle("some-id");
        InvokeRequest request = Request(particle);
        for (int i = 0; i < 3; i++)
        {
            recorder.Record(particle, request, new AquaVm().Invoke(request));
        }

        Assert.Single(InvokeRecording.FilesOf(Path.Combine(_folder, "some-id")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_stops_the_recording_and_nothing_else()
    {
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        ParticleRecorder recorder = new(file, long.MaxValue, NullLogger.Instance);
        Particle particle = NewParticle("some-id");
        InvokeRequest request = Request(particle);
        recorder.Record(particle, request, new AquaVm().Invoke(request));
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\0b")]
    [InlineData("ä")]
    public void Ids_that_are_no_plain_names_stay_within_the_folder(string id)
    {
        string name = ParticleRecorder.FolderName(id);
        Assert.Matches("^id-[0-9a-f]{64}$", name);
        Assert.NotEqual(name, ParticleRecorder.FolderName(id + "x/"));
    }

    [Fact]
    public void A_plain_id_is_the_name_of_the_folder() =>
        Assert.Equal("0f8fad5b-d9cb-469f-a165-70867728950e", ParticleRecorder.FolderName("0f8fad5b-d9cb-469f-a165-70867728950e"));

    private static Particle NewParticle(string id) => Particle.Create(
        Key, id, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), """(call %init_peer_id% ("op" "noop") [])""");

    private static InvokeRequest Request(Particle particle) => new(
        particle.Script,
        default,
        default,
        new RunParameters(
            Key.PeerId.ToString(), Key.PeerId.ToString(), particle.Timestamp, particle.Ttl, particle.Id, 0, Key.Seed, SizeLimits.Default),
        new Dictionary<uint, CallResult>());
}
