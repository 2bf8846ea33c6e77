using System.Diagnostics;
using System.Text.Json;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>A compiler of Aqua in a process of its own, which compiles what it is told to.</summary>
internal sealed class AquaCompilerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _isReady;

    private AquaCompilerProcess(Process process)
    {
        _process = process;
    }

    internal static string Script => Path.Combine(AppContext.BaseDirectory, "aqua.mjs");

    internal static AquaCompilerProcess Ours() => new(OwnProcess.Start("aqua", AquaInputs.ServeOption));

    internal static AquaCompilerProcess Original()
    {
        Process process = NodeProgram.Start(AquaInputs.Folder, Script);
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginErrorReadLine();
        return new AquaCompilerProcess(process);
    }

    internal async Task<AquaCompilation> CompileAsync(string file, IReadOnlyList<string> imports)
    {
        if (!_isReady)
        {
            await ReadAsync();
            _isReady = true;
        }

        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new AquaRequest(file, imports), JsonSerializerOptions.Web));
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<AquaCompilation>(await ReadAsync(), JsonSerializerOptions.Web)!;
    }

    private async Task<string> ReadAsync() =>
        await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("a compiler ended");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
