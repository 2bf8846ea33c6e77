using Fluence.AquaVM;

namespace Fluence.Interop.Tests.Avm;

/// <summary>An interpreter of either make.</summary>
internal interface IInterpreter : IAsyncDisposable
{
    string Name { get; }

    Task<InvokeOutcome> InvokeAsync(InvokeRequest request);
}

/// <summary>Ours.</summary>
internal sealed class OurInterpreter : IInterpreter
{
    private readonly AquaVm _vm = new();

    public string Name => "ours";

    public Task<InvokeOutcome> InvokeAsync(InvokeRequest request) => Task.FromResult(_vm.Invoke(request));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
