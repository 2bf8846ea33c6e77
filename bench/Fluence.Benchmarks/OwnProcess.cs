using System.Diagnostics;

namespace Fluence.Benchmarks;

/// <summary>Another process of this program, so that both sides of a measurement have one of their own.</summary>
internal static class OwnProcess
{
    /// <summary>Starts this program with other arguments, whether it runs as a program or by <c>dotnet</c>.</summary>
    public static Process Start(params IEnumerable<string> arguments)
    {
        bool isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] self = isHosted ? [typeof(OwnProcess).Assembly.Location] : [];
        ProcessStartInfo start = new(Environment.ProcessPath!, [.. self, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("the benchmark could not start itself");
    }
}
