using System.Runtime.CompilerServices;
using Fluence.AquaVM;
using Fluence.Interop.Tests.Avm.Differential;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Values;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Marine;

/// <summary>The original interpreter, avm.wasm, as a service in our Marine.</summary>
internal sealed class MarineVm : IDisposable
{
    private const string Name = "avm";

    // some scripts nest far deeper than services do
    private static readonly CallLimits Deep = new() { MaxDepth = 40_000_000 };

    private static readonly Lazy<CompiledServiceModule> Module = new(static () => CompiledServiceModule.Compile(
        File.ReadAllBytes(ModulePath()), Name));

    private readonly MarineService _service = MarineService.Load(
        new MarineConfig { Modules = [new ModuleConfig(Name, "avm.wasm", null, ModuleSettings.Defaults)] },
        new Dictionary<string, CompiledServiceModule> { [Name] = Module.Value },
        new ServiceHost());

    public ServiceOutcome Ast(string script) => _service.Call("ast", new JsonArray([new JsonString(script)]), CallParameters.Empty);

    public VmAnswer Invoke(InvokeRequest request, ReadOnlyMemory<byte> callResults)
    {
        RunParameters run = request.Parameters;
        IReadOnlyList<IValue> outputs = _service.CallValues(
            Name,
            "invoke",
            [
                IValue.Text(request.Air), IValue.Bytes(request.PreviousData), IValue.Bytes(request.CurrentData),
                IValue.Record(
                    IValue.Text(run.InitPeerId), IValue.Text(run.CurrentPeerId), IValue.U64(run.Timestamp), IValue.U32(run.Ttl),
                    IValue.U8(run.KeyFormat), IValue.Bytes(run.SecretKey), IValue.Text(run.ParticleId), IValue.U64(run.Limits.Air),
                    IValue.U64(run.Limits.Particle), IValue.U64(run.Limits.CallResult), IValue.Boolean(run.Limits.Hard)),
                IValue.Bytes(callResults),
            ],
            CallParameters.Empty,
            Deep);
        RecordValue outcome = Assert.IsType<RecordValue>(Assert.Single(outputs));
        SizeLimitFlags flags = (SizeLimitFlags)Enumerable.Range(0, 3).Sum(bit => Flag(outcome.Fields[5 + bit]) << bit);
        return new VmAnswer(
            (int)((IntegerValue)outcome.Fields[0]).Bits,
            ((StringValue)outcome.Fields[1]).Value,
            ((ByteArrayValue)outcome.Fields[2]).Value,
            [.. ((ArrayValue)outcome.Fields[3]).Items.Select(static peer => ((StringValue)peer).Value)],
            ((ByteArrayValue)outcome.Fields[4]).Value,
            flags);
    }

    public void Dispose() => _service.Dispose();

    private static int Flag(IValue value) => ((BooleanValue)value).Value ? 1 : 0;

    private static string ModulePath([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(thisFile)!, "..", "..", "interop", "client", "node_modules", "@fluencelabs", "avm", "dist", "avm.wasm"));
}
