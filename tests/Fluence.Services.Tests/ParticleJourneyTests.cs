using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Journeys;
using Fluence.TestKit;

namespace Fluence.Services.Tests;

public sealed class ParticleJourneyTests
{
    private static readonly PeerId Author = KeyPair.Generate().PeerId;
    private static readonly CallRequest Request = new("hello", "greet", [], []);
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_call_is_remembered_with_its_time_and_its_error()
    {
        ParticleJourneys journeys = new(10, _clock);
        DateTimeOffset begin = _clock.GetUtcNow();
        await journeys.CallAsync(Author, "p", "peer", Request, () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(3));
            return ValueTask.FromResult(new CallResult(1, "\"no\""));
        });
        JourneyStep step = Assert.Single(journeys.Of(Author, "p"));
        Assert.Equal(
            new JourneyStep(JourneyStepKind.Called, "peer", begin, TimeSpan.FromMilliseconds(3), "hello.greet", "\"no\""), step);
    }

    [Fact]
    public async Task Only_the_author_of_a_particle_is_told()
    {
        ParticleJourneys journeys = new(10, _clock);
        await SendAsync(journeys, "p");
        Assert.Single(journeys.Of(Author, "p"));
        Assert.Empty(journeys.Of(KeyPair.Generate().PeerId, "p"));
        Assert.Empty(journeys.Of(Author, "q"));
    }

    [Fact]
    public async Task The_oldest_particle_makes_room()
    {
        ParticleJourneys journeys = new(2, _clock);
        string[] particles = ["a", "b", "c"];
        foreach (string particle in particles)
        {
            await SendAsync(journeys, particle);
        }

        Assert.Equal([0, 1, 1], particles.Select(particle => journeys.Of(Author, particle).Count));
    }

    [Fact]
    public async Task A_long_journey_is_cut()
    {
        ParticleJourneys journeys = new(100, _clock);
        for (int i = 0; i < ParticleJourneys.MaxSteps + 5; i++)
        {
            await SendAsync(journeys, "p");
        }

        Assert.Equal(ParticleJourneys.MaxSteps, journeys.Of(Author, "p").Count);
    }

    [Fact]
    public async Task Long_journeys_leave_room_for_fewer_particles()
    {
        ParticleJourneys journeys = new(10, _clock);
        await SendAsync(journeys, "old");
        await SendAsync(journeys, "young");
        for (int i = 0; i < 10 * ParticleJourneys.MeanSteps; i++)
        {
            await SendAsync(journeys, "long");
        }

        Assert.Equal([0, 0, 10 * ParticleJourneys.MeanSteps],
            ((string[])["old", "young", "long"]).Select(particle => journeys.Of(Author, particle).Count));
    }

    [Fact]
    public async Task Long_texts_of_others_are_cut()
    {
        ParticleJourneys journeys = new(10, _clock);
        string text = new('x', 100_000);
        await journeys.CallAsync(
            Author, "p", "peer", new CallRequest(text, text, [], []), () => ValueTask.FromResult(new CallResult(1, text)));
        JourneyStep step = Assert.Single(journeys.Of(Author, "p"));
        Assert.Equal(200, step.Subject.Length);
        Assert.Equal(200, step.Problem!.Length);
    }

    [Fact]
    public async Task Nothing_is_kept_when_no_particle_is_to_be_remembered()
    {
        ParticleJourneys journeys = new(0, _clock);
        await SendAsync(journeys, "p");
        Assert.Empty(journeys.Of(Author, "p"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not delivered")]
    public void Steps_survive_the_way_through_json(string? problem)
    {
        JourneyStep step = new(
            JourneyStepKind.Sent, "a", DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(1_700_000_000_123_456),
            TimeSpan.FromMicroseconds(42), "b", problem);
        Assert.Equal(step, JourneyJson.Read(JourneyJson.Write(step)));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"kind":"7","peer":"a","at_us":1,"took_us":1,"subject":"s","problem":[]}""")]
    [InlineData("""{"kind":"sent","peer":"a","at_us":-1,"took_us":1,"subject":"s","problem":[]}""")]
    [InlineData("""{"kind":"sent","peer":"a","at_us":9223372036854775807,"took_us":1,"subject":"s","problem":[]}""")]
    [InlineData("""{"kind":"sent","peer":1,"at_us":1,"took_us":1,"subject":"s","problem":[]}""")]
    public void What_is_no_step_is_none(string json)
    {
        Assert.True(JsonValue.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out JsonValue? value, out _));
        Assert.Null(JourneyJson.Read(value));
    }

    private static Task<bool> SendAsync(ParticleJourneys journeys, string particle) =>
        journeys.SendAsync(Author, particle, "peer", Author, () => Task.FromResult(true));
}
