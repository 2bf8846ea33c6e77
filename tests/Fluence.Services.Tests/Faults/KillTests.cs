using System.Diagnostics;
using System.Globalization;
using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Services.Tests.Faults;

/// <summary>
/// Kills a peer at any moment under load, again and again in one folder. <c>FLUENCE_KILLS</c> says how often; 200 take some minutes.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 20_261, MostAcknowledgements = 60, LongestSpin = 200_000;

    [Fact]
    public async Task A_killed_peer_has_all_that_it_acknowledged_and_nothing_by_halves()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("FLUENCE_KILLS") ?? "10", CultureInfo.InvariantCulture);
        string folder = TestFolder.New();
        Random random = new(Seed);
        Acknowledged acknowledged = new();
        for (int kill = 1; kill <= kills; kill++)
        {
            await RunAndKillAsync(folder, random, acknowledged);

            // the others start from what the kill before has left
            if (kill == kills || random.Next(2) == 0)
            {
                await acknowledged.CheckAsync(folder);
            }
        }

        output.WriteLine($"{kills} kills, {acknowledged.Count} acknowledgements");
        Assert.True(acknowledged.Count >= kills, $"only {acknowledged.Count} acknowledgements");
    }

    private static async Task RunAndKillAsync(string folder, Random random, Acknowledged acknowledged)
    {
        int afterLines = random.Next(MostAcknowledgements), spin = random.Next(LongestSpin);
        string seed = random.Next(1 << 20).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new("dotnet", [typeof(KillTests).Assembly.Location, folder, seed])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process victim = Process.Start(start) ?? throw new InvalidOperationException("the victim does not start");
        Task<string> errors = victim.StandardError.ReadToEndAsync();
        for (int line = 0; line < afterLines; line++)
        {
            string? text = await victim.StandardOutput.ReadLineAsync().Soon();
            acknowledged.Read(text ?? throw new InvalidOperationException($"the victim ended by itself: {await errors}"));
        }

        Thread.SpinWait(spin);
        victim.Kill();
        while (await victim.StandardOutput.ReadLineAsync().Soon() is { } text)
        {
            acknowledged.Read(text);
        }

        await victim.WaitForExitAsync().Soon();
    }
}
