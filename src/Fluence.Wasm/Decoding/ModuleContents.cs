using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Decoding;

/// <summary>All that the sections of a module say. Index spaces hold the imports first.</summary>
internal sealed class ModuleContents
{
    internal required ReadOnlyMemory<byte> Bytes { get; init; }

    internal required WasmLimits Limits { get; init; }

    internal WasmFunctionType[] Types { get; set; } = [];

    internal List<WasmImport> Imports { get; } = [];

    /// <summary>The type of each function.</summary>
    internal List<WasmFunctionType> Functions { get; } = [];

    internal int ImportedFunctions { get; set; }

    internal List<TableType> Tables { get; } = [];

    internal int ImportedTables { get; set; }

    internal List<Limits> Memories { get; } = [];

    internal int ImportedMemories { get; set; }

    internal List<GlobalType> Globals { get; } = [];

    internal int ImportedGlobals { get; set; }

    /// <summary>The initial values of the globals that the module defines.</summary>
    internal List<ConstantExpression> GlobalValues { get; } = [];

    internal List<WasmExport> Exports { get; } = [];

    internal int? Start { get; set; }

    internal List<ElementSegment> Elements { get; } = [];

    /// <summary>What the data count section says; the number of segments where there is none.</summary>
    internal int? DataCount { get; set; }

    internal List<DataSegment> Data { get; } = [];

    /// <summary>The bodies of the functions that the module defines.</summary>
    internal FunctionBody[] Bodies { get; set; } = [];

    internal List<WasmCustomSection> CustomSections { get; } = [];

    /// <summary>The functions that <c>ref.func</c> in code may name: those that the module mentions outside its code.</summary>
    internal HashSet<int> DeclaredReferences { get; } = [];

    internal WasmFunctionType BlockTypes(int block) => BlockType.Resolve(block, Types);
}
