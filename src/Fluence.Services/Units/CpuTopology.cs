using System.Collections.Immutable;
using System.Globalization;

namespace Fluence.Services.Units;

/// <summary>The physical cores of this machine.</summary>
internal static class CpuTopology
{
    private const string Folder = "/sys/devices/system/cpu";

    /// <summary>Reads them; where the system does not tell, every logical processor counts as a core.</summary>
    /// <param name="range">The numbers of those that are wanted; null for all.</param>
    public static ImmutableArray<CpuCore> Read(ImmutableArray<int>? range)
    {
        ImmutableArray<CpuCore> all =
        [
            .. Enumerable.Range(0, Environment.ProcessorCount)
                .GroupBy(PackageAndCore)
                .OrderBy(threads => threads.First())
                .Select((threads, number) => new CpuCore(number, [.. threads])),
        ];
        return range is null ? all : [.. all.Where(core => range.Value.Contains(core.Id))];
    }

    private static (int Package, int Core) PackageAndCore(int thread)
    {
        string topology = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"cpu{thread}"), "topology");
        return (Number(Path.Combine(topology, "physical_package_id"), 0), Number(Path.Combine(topology, "core_id"), thread));
    }

    private static int Number(string file, int otherwise)
    {
        try
        {
            return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture, out int number)
                && number >= 0 ? number : otherwise;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }
}
