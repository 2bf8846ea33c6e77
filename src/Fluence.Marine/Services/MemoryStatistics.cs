using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fluence.Marine.Services;

/// <summary>How much memory the modules of a service take.</summary>
/// <param name="Modules">The modules in the order in which they were loaded.</param>
/// <param name="AllocationRejects">How often a module was refused memory since the last call that succeeded.</param>
public sealed record MemoryStatistics(ImmutableArray<ModuleMemory> Modules, int AllocationRejects)
{
    private const string Units = "KMGTPE";
    private const double Step = 1000;

    // the original takes the power of 1024 that is not above the size, and then shows it in units of 1000
    private const double PowerStep = 1024;

    /// <summary>The statistics as the original prints them.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (ModuleMemory module in Modules)
        {
            text.Append(module.Name).Append(" - ").Append(Size(module.Bytes)).Append('\n');
        }

        return text.Append("Allocation rejects - ").Append(AllocationRejects).Append('\n').ToString();
    }

    /// <summary>A size as the original prints it.</summary>
    public static string Size(long bytes)
    {
        if (bytes < Step)
        {
            return $"{bytes} B";
        }

        int power = Math.Max(1, (int)(Math.Log(bytes) / Math.Log(PowerStep)));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(Step, power):F1} {Units[power - 1]}B");
    }
}

/// <summary>The memory of one module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">The present size of its linear memory.</param>
public sealed record ModuleMemory(string Name, long Bytes);
