using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;
using Fluence.Projects.Testing;

namespace Fluence.Cli.Testing;

/// <summary><c>fluence test [PATH]</c>: builds modules with their tests and runs these in Marine.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        Argument<string> path = BuildCommand.TargetArgument();
        Option<string?> filter = new("--filter") { Description = "Run only tests whose names contain this text." };
        Option<string?> cargo = BuildCommand.CargoOption();
        Option<bool> json = new("--json") { Description = "Print a line of JSON for each test." };
        Command command = new("test", "Run the tests of modules and services in Marine.") { path, filter, cargo, json };
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectTarget target = ProjectTarget.Find(parsed.GetValue(path)!);
            Screen screen = new(parsed.Out());
            bool asJson = parsed.GetValue(json);
            int passed = 0, failed = 0;
            await foreach (TestResult result in ProjectTests.RunAsync(
                target, parsed.GetValue(filter), BuildCommand.Options(parsed, cargo), cancellation))
            {
                _ = result.IsPassed ? passed++ : failed++;
                Tell(parsed.Out(), screen, result, asJson);
            }

            if (!asJson)
            {
                parsed.Out().WriteLine($"{passed} passed, {failed} failed");
            }

            return passed + failed == 0 ? throw new CommandException("there are no tests; see docs/guides for how to write them")
                : failed > 0 ? ExitCodes.Failure : ExitCodes.Success;
        }));
        return command;
    }

    private static void Tell(TextWriter output, Screen screen, TestResult result, bool asJson)
    {
        if (asJson)
        {
            output.WriteLine(new JsonObject(
                ("module", new JsonString(result.Module)),
                ("test", new JsonString(result.Name)),
                ("passed", result.IsPassed ? JsonBool.True : JsonBool.False),
                ("failure", result.Failure is null ? JsonNull.Instance : new JsonString(result.Failure)),
                ("ms", JsonNumber.FromInt64((long)result.Elapsed.TotalMilliseconds))));
            return;
        }

        string mark = result.IsPassed ? "[green]passed[/]" : "[red]failed[/]";
        screen.Say($"{mark} {Screen.Escape(result.Module)}: {Screen.Escape(result.Name)}");
        foreach (string line in result.Failure?.Split('\n') ?? [])
        {
            output.WriteLine("    " + line);
        }
    }
}
