using System.Diagnostics;
using System.Text.Json;
using Fluence.Aqua;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;

namespace Fluence.Benchmarks;

/// <summary>Our side of the benchmark of Aqua, with the protocol of <c>aqua.mjs</c>.</summary>
internal static class AquaOurs
{
    internal static int Serve()
    {
        Console.WriteLine("{\"ready\":true}");
        while (Console.ReadLine() is { } line)
        {
            AquaRequest request = JsonSerializer.Deserialize<AquaRequest>(line, JsonSerializerOptions.Web)!;
            long start = Stopwatch.GetTimestamp();
            AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.Folders(request.Imports)).Compile(request.File);
            double ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            int errors = program.Diagnostics.Count(diagnostic => diagnostic.Severity == AquaSeverity.Error);
            long air = program.Functions.Sum(function => (long)function.Air.Length);
            Console.WriteLine(JsonSerializer.Serialize(new AquaCompilation(ms, errors, air), JsonSerializerOptions.Web));
        }

        return 0;
    }
}

/// <summary>What a side of the benchmark of Aqua is to compile.</summary>
internal sealed record AquaRequest(string File, IReadOnlyList<string> Imports);
