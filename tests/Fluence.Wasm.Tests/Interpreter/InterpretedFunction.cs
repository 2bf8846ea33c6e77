using Fluence.Wasm.Compilation;
using Fluence.Wasm.Decoding;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>A function's instructions and where its blocks end.</summary>
internal sealed class InterpretedFunction
{
    private readonly ModuleContents _module;
    private readonly Dictionary<int, int> _ends = [], _elses = [];

    internal InterpretedFunction(ModuleContents module, int index)
    {
        _module = module;
        Type = module.Functions[index];
        FunctionBody body = module.Bodies[index - module.ImportedFunctions];
        WasmReader reader = new(module.Bytes.Span.Slice(body.Start, body.Length), body.Start, "code");
        LocalTypes locals = new();
        locals.Read(ref reader, Type, module.Limits);
        LocalCount = locals.Count;
        List<Instruction> instructions = [];
        Stack<int> open = new();
        while (!reader.AtEnd)
        {
            InstructionReader.Read(ref reader, out Instruction instruction);
            Match(instruction.Opcode, instructions.Count, open);
            instructions.Add(instruction);
        }

        Instructions = [.. instructions];
    }

    internal WasmFunctionType Type { get; }

    internal int LocalCount { get; }

    internal Instruction[] Instructions { get; }

    internal int EndOf(int start) => _ends[start];

    internal int? ElseOf(int start) => _elses.TryGetValue(start, out int found) ? found : null;

    internal int Results(in Instruction block) => _module.BlockTypes(block.Block).Results.Length;

    internal long BlockCost(int start)
    {
        long cost = 0;
        for (int i = start; i < Instructions.Length; i++)
        {
            cost += FuelCosts.Of(Instructions[i].Opcode);
            if (FuelCosts.EndsBlock(Instructions[i].Opcode))
            {
                break;
            }
        }

        return cost;
    }

    private void Match(Opcode opcode, int position, Stack<int> open)
    {
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If:
                open.Push(position);
                break;
            case Opcode.Else:
                _elses[open.Peek()] = position;
                break;
            case Opcode.End when open.Count > 0:
                int start = open.Pop();
                _ends[start] = position;
                if (_elses.TryGetValue(start, out int otherwise))
                {
                    _ends[otherwise] = position;
                }

                break;
        }
    }
}
