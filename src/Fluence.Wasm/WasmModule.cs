using Fluence.Wasm.Compilation;
using Fluence.Wasm.Decoding;
using Fluence.Wasm.Validation;

namespace Fluence.Wasm;

/// <summary>
/// A decoded and valid module. Its functions are compiled when they are first called; the code is shared by all instances, on any number of
/// threads.
/// </summary>
public sealed class WasmModule
{
    private readonly Lazy<Dictionary<int, string>> _functionNames;
    private readonly Lazy<int?> _stackPointer;

    private WasmModule(ModuleContents contents, WasmModuleOptions options)
    {
        Contents = contents;
        Options = options;
        Code = new CompiledModule(this);
        _functionNames = new(() => NameSectionReader.Read(contents));
        _stackPointer = new(() => StackPointerFinder.Find(contents));
    }

    /// <summary>What the module wants from outside, in its order.</summary>
    public IReadOnlyList<WasmImport> Imports => Contents.Imports;

    /// <summary>What the module offers, in its order.</summary>
    public IReadOnlyList<WasmExport> Exports => Contents.Exports;

    /// <summary>The custom sections, in their order.</summary>
    public IReadOnlyList<WasmCustomSection> CustomSections => Contents.CustomSections;

    /// <summary>The number of functions, imported ones included.</summary>
    public int FunctionCount => Contents.Functions.Count;

    /// <summary>The options that the module was made with.</summary>
    public WasmModuleOptions Options { get; }

    internal ModuleContents Contents { get; }

    internal CompiledModule Code { get; }

    internal int? StackPointer => _stackPointer.Value;

    /// <summary>Decodes and validates a module. The bytes must not change while the module is in use.</summary>
    /// <exception cref="WasmFormatException">The bytes are no valid module, or one beyond the limits.</exception>
    public static WasmModule Decode(ReadOnlyMemory<byte> bytes, WasmModuleOptions? options = null)
    {
        options ??= WasmModuleOptions.Default;
        ModuleContents contents = ModuleDecoder.Decode(bytes, options.Limits);
        FunctionValidator validator = new(contents);
        for (int i = 0; i < contents.Bodies.Length; i++)
        {
            validator.Validate(i);
        }

        return new WasmModule(contents, options);
    }

    /// <summary>The type of a function.</summary>
    /// <param name="index">Its index; imports come first.</param>
    public WasmFunctionType FunctionType(int index) => Contents.Functions[index];

    /// <summary>The name of a function in the module's name section, else its import's or export's; null where it has none.</summary>
    public string? FunctionName(int index)
    {
        if (_functionNames.Value.TryGetValue(index, out string? name))
        {
            return name;
        }

        return index < Contents.ImportedFunctions
            ? Contents.Imports.Where(import => import.Kind == WasmExternKind.Function).ElementAt(index).ToString()
            : Contents.Exports.Find(export => export.Kind == WasmExternKind.Function && export.Index == index)?.Name;
    }

    /// <summary>Where a function's code begins in the module; 0 for an import.</summary>
    internal int CodeOffset(int index) =>
        index < Contents.ImportedFunctions ? 0 : Contents.Bodies[index - Contents.ImportedFunctions].Start;
}
