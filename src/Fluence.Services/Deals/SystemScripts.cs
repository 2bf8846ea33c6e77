using System.Reflection;

namespace Fluence.Services.Deals;

/// <summary>The compiled scripts of <c>aqua/@fluence/deal</c> by which peers serve deals.</summary>
internal static class SystemScripts
{
    /// <summary>The peer's own spell: makes, changes and removes workers as the chain says.</summary>
    public static string Decider { get; } = Read("decider.air");

    /// <summary>The spell of a deal's worker: has it consist of what the deal's application says.</summary>
    public static string Worker { get; } = Read("worker.air");

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("scripts/" + name)
            ?? throw new InvalidOperationException($"the resource scripts/{name} is missing");
        using StreamReader reader = new(stream);

        // they travel with every run and need not be pretty there
        return string.Join('\n', reader.ReadToEnd().Split('\n').Select(line => line.TrimStart()).Where(line => !line.StartsWith(';')));
    }
}
