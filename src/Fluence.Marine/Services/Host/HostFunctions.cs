using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Marine.Interface;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Adapters;
using Fluence.Marine.Services.Effectors;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Host;

/// <summary>
/// The functions of the host that a module may import, in the namespaces of all versions of the SDK: only what it was granted.
/// </summary>
internal sealed class HostFunctions(ModuleConfig config, ServiceContext context)
{
    private static readonly (string Namespace, RecordShape Shape, Func<CallParameters, ImmutableArray<IValue>> Values)[] Versions =
    [
        ("host", HostShapes.CallParametersV0, CallParameterValues.V0),
        ("__marine_host_api_v1", HostShapes.CallParametersV1, CallParameterValues.V1),
        ("__marine_host_api_v2", HostShapes.CallParameters, CallParameterValues.Latest),
        ("__marine_host_api_v3", HostShapes.CallParameters, CallParameterValues.Latest),
    ];

    private static readonly WasmFunctionType LogType = new([.. Enumerable.Repeat(WasmValueType.I32, 4)], []);
    private static readonly WasmFunctionType ParametersType = new([], []);
    private static readonly WasmFunctionType BinaryType = new([WasmValueType.I32, WasmValueType.I32], []);
    private static readonly ArrayShape Arguments = new(new StringShape(), AllocationTag.U32);

    private readonly LogFunction _log = new(config.Name, config.Settings.LoggingMask, context.Host.Log);

    /// <summary>Offers them for import.</summary>
    public void DefineOn(WasmImports imports)
    {
        foreach ((string space, RecordShape shape, Func<CallParameters, ImmutableArray<IValue>> values) in Versions)
        {
            if (config.Settings.LoggerEnabled)
            {
                imports.DefineFunction(space, HostImports.Log, LogType, _log.Call);
            }

            foreach ((string name, string path) in config.Settings.MountedBinaries)
            {
                imports.DefineFunction(space, name, BinaryType, (caller, arguments, _) =>
                    Give(caller, HostShapes.MountedBinaryResult, Run(caller, path, arguments)));
            }

            imports.DefineFunction(space, HostImports.CallParameters, ParametersType, (caller, _, _) =>
                Give(caller, shape, values(context.Parameters)));
        }
    }

    private ImmutableArray<IValue> Run(WasmInstance caller, string path, ReadOnlySpan<WasmValue> arguments)
    {
        ArrayValue lifted;
        try
        {
            lifted = (ArrayValue)new ValueLifter(new CallerMemory(caller), context.Limits.MaxValueSize).LiftArray(
                Arguments, (uint)arguments[0].AsI32, (uint)arguments[1].AsI32);
        }
        catch (MemoryLayoutException problem)
        {
            throw new HostFunctionException($"an error is occurred while lifting values to interface values: {problem.Message}", problem);
        }

        EffectorResult result = context.Host.Effectors.Run(new EffectorCall(
            config.Name, path, [.. lifted.Items.Select(static item => ((StringValue)item).Value)], context.Limits.CancellationToken));
        return
        [
            IValue.S32(result.Code), IValue.Text(result.Error), CallParameterValues.Bytes(result.Output),
            CallParameterValues.Bytes(result.ErrorOutput),
        ];
    }

    private static void Give(WasmInstance caller, RecordShape shape, ImmutableArray<IValue> fields)
    {
        CallerMemory memory = new(caller);
        try
        {
            memory.SetResult(ValueLowerer.LowerRecord(memory, shape, fields));
        }
        catch (MemoryLayoutException problem)
        {
            throw new HostFunctionException($"host closure failed: {problem.Message}", problem);
        }
    }
}
