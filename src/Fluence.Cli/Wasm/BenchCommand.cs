using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Cli.Wasm;

/// <summary><c>fluence wasm bench</c>: how long an exported function takes.</summary>
internal static class BenchCommand
{
    private const int WarmUpRuns = 2;

    public static Command Create()
    {
        Argument<FileInfo> file = new("file") { Description = "A WebAssembly module." };
        Option<string> invoke = new("--invoke") { Description = "The exported function to call.", Required = true };
        Argument<string[]> arguments = new("args")
        {
            Description = "Its arguments, numbers in the types of its parameters.", Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> runs = new("--runs") { Description = "How often it is timed.", DefaultValueFactory = _ => 10 };
        Option<bool> fuel = new("--fuel") { Description = "Count fuel." };
        Command command = new(
            "bench", "Time an exported function and print a line of JSON: name, ms (median), min, result, fuel, compile_ms.")
        {
            file, invoke, arguments, runs, fuel,
        };
        command.SetAction(parsed =>
        {
            int times = parsed.GetValue(runs) is >= 1 and int given ? given : throw new CommandException("--runs is at least 1");
            string line = Measure(
                parsed.GetValue(file)!, parsed.GetValue(invoke)!, parsed.GetValue(arguments)!, times, parsed.GetValue(fuel));
            parsed.Out().WriteLine(line);
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Measure(FileInfo file, string name, string[] texts, int runs, bool withFuel)
    {
        long start = Stopwatch.GetTimestamp();
        WasmModule module = WasmFile.Read(file, new WasmModuleOptions { Fuel = withFuel });
        using WasiHost host = new();
        WasmImports imports = new();
        host.DefineOn(imports);
        try
        {
            WasmInstance instance = WasmInstance.Instantiate(module, imports);
            WasmFunction function = WasmFile.Function(instance, name);
            WasmValue[] arguments = Arguments(function, texts);
            WasmValue[] results = function.Invoke(arguments);
            double compile = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            for (int i = 1; i < WarmUpRuns; i++)
            {
                function.Invoke(arguments, results);
            }

            double[] milliseconds = new double[runs];
            long fuelBefore = instance.FuelUsed;
            for (int i = 0; i < runs; i++)
            {
                long begin = Stopwatch.GetTimestamp();
                function.Invoke(arguments, results);
                milliseconds[i] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            }

            long fuel = (instance.FuelUsed - fuelBefore) / runs;
            Array.Sort(milliseconds);
            double median = (milliseconds[(runs - 1) / 2] + milliseconds[runs / 2]) / 2;
            string result = string.Join(", ", results.Zip(function.Type.Results, Text));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"name\":{JsonSerializer.Serialize(Path.GetFileNameWithoutExtension(file.Name))},\"ms\":{median:0.####},"
                + $"\"min\":{milliseconds[0]:0.####},\"result\":{JsonSerializer.Serialize(result)},\"fuel\":{(withFuel ? fuel : 0)},"
                + $"\"compile_ms\":{compile:0.##}}}");
        }
        catch (WasmLinkException missing)
        {
            throw new CommandException($"{file.FullName} cannot be run: {missing.Message}");
        }
        catch (WasmTrapException trap)
        {
            throw new CommandException(WasmFile.Describe(trap));
        }
    }

    private static WasmValue[] Arguments(WasmFunction function, string[] texts) => texts.Length == function.Type.Parameters.Length
        ? [.. texts.Zip(function.Type.Parameters, Value)]
        : throw new CommandException($"the function has the type {function.Type}, and {texts.Length} arguments were given");

    private static WasmValue Value(string text, WasmValueType type)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return type switch
        {
            WasmValueType.I32 when int.TryParse(text, culture, out int number) => new WasmValue(number),
            WasmValueType.I32 when uint.TryParse(text, culture, out uint number) => new WasmValue((int)number),
            WasmValueType.I64 when long.TryParse(text, culture, out long number) => new WasmValue(number),
            WasmValueType.I64 when ulong.TryParse(text, culture, out ulong number) => new WasmValue((long)number),
            WasmValueType.F32 when float.TryParse(text, culture, out float number) => new WasmValue(number),
            WasmValueType.F64 when double.TryParse(text, culture, out double number) => new WasmValue(number),
            _ => throw new CommandException($"'{text}' is no {type}"),
        };
    }

    private static string Text(WasmValue value, WasmValueType type) => type switch
    {
        WasmValueType.I32 => ((uint)value.AsI32).ToString(CultureInfo.InvariantCulture),
        WasmValueType.I64 => value.AsI64.ToString(CultureInfo.InvariantCulture),
        WasmValueType.F32 => value.AsF32.ToString("R", CultureInfo.InvariantCulture),
        WasmValueType.F64 => value.AsF64.ToString("R", CultureInfo.InvariantCulture),
        _ => type.ToString(),
    };
}
