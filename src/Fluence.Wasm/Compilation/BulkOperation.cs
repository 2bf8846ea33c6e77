using System.Reflection;
using Fluence.Wasm.Execution;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>An instruction on memory or tables that compiled code calls.</summary>
/// <param name="Method">What is called, with the instance, the operands, the immediates.</param>
/// <param name="Operands">The number of operands.</param>
/// <param name="CountOperand">The operand by which fuel is charged; -1 for none.</param>
/// <param name="Charge">The name of the method that charges.</param>
/// <param name="Result">The type of the result, if there is one.</param>
internal sealed record BulkOperation(MethodInfo Method, int Operands, int CountOperand, string Charge, WasmValueType? Result)
{
    private const string Bytes = nameof(SizeCharges.ChargeBytes), Pages = nameof(SizeCharges.ChargePages);
    private const string Elements = nameof(SizeCharges.ChargeElements);

    private static readonly Dictionary<Opcode, BulkOperation> All = new()
    {
        [Opcode.MemoryGrow] = Memory(nameof(MemoryOperations.Grow), 1, 0, Pages, WasmValueType.I32),
        [Opcode.MemoryCopy] = Memory(nameof(MemoryOperations.Copy), 3, 2, Bytes),
        [Opcode.MemoryFill] = Memory(nameof(MemoryOperations.Fill), 3, 2, Bytes),
        [Opcode.MemoryInit] = Memory(nameof(MemoryOperations.Init), 3, 2, Bytes),
        [Opcode.DataDrop] = Memory(nameof(MemoryOperations.Drop), 0, -1, Bytes),
        [Opcode.TableGet] = Table(nameof(TableOperations.Get), 1, -1, WasmValueType.ExternRef),
        [Opcode.TableSet] = Table(nameof(TableOperations.Set), 2, -1),
        [Opcode.TableSize] = Table(nameof(TableOperations.Size), 0, -1, WasmValueType.I32),
        [Opcode.TableGrow] = Table(nameof(TableOperations.Grow), 2, 1, WasmValueType.I32),
        [Opcode.TableFill] = Table(nameof(TableOperations.Fill), 3, 2),
        [Opcode.TableCopy] = Table(nameof(TableOperations.Copy), 3, 2),
        [Opcode.TableInit] = Table(nameof(TableOperations.Init), 3, 2),
        [Opcode.ElemDrop] = Table(nameof(TableOperations.Drop), 0, -1),
        [Opcode.RefFunc] = Table(nameof(TableOperations.Function), 0, -1, WasmValueType.FuncRef),
    };

    internal MethodInfo ChargeMethod => Reflect.Method(typeof(SizeCharges), Charge);

    internal static BulkOperation Of(Opcode opcode) => All[opcode];

    internal IEnumerable<int> Immediates(in Instruction instruction) => (Method.GetParameters().Length - 1 - Operands) switch
    {
        0 => [],
        1 => [(int)instruction.A],
        _ => [(int)instruction.A, (int)instruction.B],
    };

    private static BulkOperation Memory(string name, int operands, int count, string charge, WasmValueType? result = null) =>
        new(Reflect.Method(typeof(MemoryOperations), name), operands, count, charge, result);

    private static BulkOperation Table(string name, int operands, int count, WasmValueType? result = null) =>
        new(Reflect.Method(typeof(TableOperations), name), operands, count, Elements, result);
}
