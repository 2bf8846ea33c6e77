using Fluence.Projects.Files;

namespace Fluence.Projects.Testing;

/// <summary>A module with tests in it, compiled and complete.</summary>
/// <param name="Module">The folder of its sources.</param>
/// <param name="Name">How the tests are called on the screen.</param>
/// <param name="Wasm">The module's bytes.</param>
/// <param name="Place">Where it is loaded.</param>
internal sealed record TestModule(ModuleFolder Module, string Name, ReadOnlyMemory<byte> Wasm, TestPlace Place);

/// <summary>Where a module with tests is loaded.</summary>
internal enum TestPlace
{
    /// <summary>In the place of the module whose tests it holds, after those that it may import from.</summary>
    OfModule,

    /// <summary>After all modules of the service, so that it can call them as others do.</summary>
    AfterAll,
}
