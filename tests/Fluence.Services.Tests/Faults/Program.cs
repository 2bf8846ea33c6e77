namespace Fluence.Services.Tests.Faults;

/// <summary>Started by itself, the program of these tests is the peer that <see cref="KillTests"/> kill.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [string folder, string seed])
        {
            await Console.Error.WriteLineAsync("usage: Fluence.Services.Tests FOLDER SEED");
            return 2;
        }

        await Victim.RunAsync(folder, int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    }
}
