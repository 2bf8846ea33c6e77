using System.CommandLine;
using Fluence.Air;
using Fluence.Air.Printing;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;
using Fluence.Client;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Run;

/// <summary><c>fluence run -f 'function("argument")'</c>: compiles an Aqua function and calls it by a relay.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        Option<string> function = new("--func", "-f") { Description = "The call, such as 'hello(\"world\")'.", Required = true };
        RunSources sources = new();
        ConnectionOptions connection = new();
        Option<string?> data = new("--data", "-d") { Description = "What names in the call stand for, as JSON: {\"name\": value}." };
        Option<string?> dataPath = new("--data-path") { Description = "A file with more of them; --data comes first." };
        Option<bool> printAir = new("--print-air") { Description = "Print the script instead of running it." };
        Option<bool> printBeautified = new("--print-beautified-air", "-b") { Description = "Print the script readably instead." };
        Option<bool> trace = new("--trace") { Description = "Show the way that the particle took: peers, calls, times, errors." };
        Option<bool> audit = new("--audit") { Description = "Show every step of the call, who made it, and whether the signatures hold." };
        Option<bool> json = new("--json")
        {
            Description = "Print one line of JSON: result or error, particle, time, and with --trace the steps.",
        };
        Option<bool> quiet = new("--quiet") { Description = "Print the result and nothing else." };
        Option<bool> offLogs = new("--off-aqua-logs") { Description = "Do not show what the function prints by Console.print." };
        Option<bool> particleId = new("--particle-id") { Description = "Tell the particle's id." };
        Option<string?> env = new("--env") { Description = "The network by whose relays to go [default: that of the project]." };
        Command command = new("run", "Call an Aqua function on the network.")
        {
            function, data, dataPath, printAir, printBeautified, trace, audit, json, quiet, offLogs, particleId, env, Init.NoInput.Option(),
        };
        sources.AddTo(command);
        connection.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            FunctionCallText call = FunctionCallText.Parse(parsed.GetValue(function)!);
            JsonObject values = CallData.Read(parsed.GetValue(data), parsed.GetValue(dataPath));
            ProjectContext project = ProjectContext.Find();
            AquaFunctionOutput compiled = sources.Find(call.Name, project, parsed, new AquaFileSources());
            if (parsed.GetValue(printAir) || parsed.GetValue(printBeautified))
            {
                parsed.Out().WriteLine(
                    parsed.GetValue(printAir) ? compiled.Air : AirBeautifier.Beautify(AirParser.Parse(compiled.Air).Root!));
                return ExitCodes.Success;
            }

            TimeSpan ttl = connection.Ttl(parsed);
            FunctionRun run = FunctionRun.Prepare(call, values, compiled, sources.HasEmptyResponse(parsed));
            await using FluenceClient client = await connection.ConnectAsync(
                parsed, project, cancellation, parsed.GetValue(env));
            using IDisposable? console = ConsoleService.Register(
                client, parsed.GetValue(offLogs) || parsed.GetValue(quiet) ? TextWriter.Null : parsed.Err());
            FunctionAnswer answer = await run.AskAsync(client, ttl, cancellation);
            RunReport report = new(parsed, project)
            {
                IsJson = parsed.GetValue(json), WithTrace = parsed.GetValue(trace), WithAudit = parsed.GetValue(audit),
                WithParticle = parsed.GetValue(particleId) && !parsed.GetValue(quiet),
            };
            return await report.WriteAsync(client, answer, cancellation);
        });
        return command;
    }
}
