using Fluence.RandomX.Compilation;
using Fluence.RandomX.Machine;

namespace Fluence.RandomX.Tests;

/// <summary>Compiled programs do what interpreted ones do: registers, scratchpad and rounding mode.</summary>
public sealed unsafe class MachineTests
{
    [Fact]
    public void Random_programs_do_the_same_compiled_and_interpreted()
    {
        if (!ExecutableMemory.IsSupported)
        {
            return;
        }

        using RandomXCache cache = RandomXCache.Create(RandomXParameters.Fluence, "programs"u8);
        using CompiledMachine compiled = new(cache.Parameters, cache.Memory, cache.Compiled!.Item);
        using Side left = new(compiled), right = new(new Interpreter(cache));
        Random random = new(5);
        byte[] program = new byte[RandomXSizes.Program];
        for (int i = 0; i < 20; i++)
        {
            random.NextBytes(program);

            // rounding changes are rare: more of them are wanted
            for (int each = 0; each < 8; each++)
            {
                program[RandomXSizes.Configuration + (8 * random.Next(RandomXSizes.ProgramLength))] = 239;
            }

            left.Run(program);
            right.Run(program);
            Assert.Equal(left.Rounding, right.Rounding);
            Assert.True(left.Registers.SequenceEqual(right.Registers), $"the registers after program {i}");
            Assert.True(left.Scratchpad.SequenceEqual(right.Scratchpad), $"the scratchpad after program {i}");
        }
    }

    [Fact]
    public void Every_opcode_is_an_instruction()
    {
        Operation[] all = [.. Enumerable.Range(0, 256).Select(static opcode => Opcodes.Read((byte)opcode))];
        Assert.Equal(29, all.Distinct().Count());
        Assert.Equal(25, all.Count(static each => each == Operation.Branch));
        Assert.Equal((Operation.AddShifted, Operation.Round, Operation.Store), (all[0], all[239], all[255]));
    }

    private sealed class Side(IMachine machine) : IDisposable
    {
        private readonly NativeBuffer _scratchpad = Cleared(new(RandomXSizes.Scratchpad)), _file = Cleared(new(sizeof(RegisterFile)));

        internal Span<byte> Scratchpad => _scratchpad.Bytes;

        internal Span<byte> Registers => RegisterFile.Bytes(File);

        internal int Rounding => File->Rounding;

        private RegisterFile* File => (RegisterFile*)_file.Memory;

        public void Dispose()
        {
            _scratchpad.Dispose();
            _file.Dispose();
        }

        internal void Run(byte[] program)
        {
            File->Rounding = File->Rounding;
            ProgramConfiguration configuration = ProgramConfiguration.Read(program, new Span<ulong>(File->A, 8));
            machine.Run(File, _scratchpad.Memory, configuration, program.AsSpan(RandomXSizes.Configuration));
        }

        private static NativeBuffer Cleared(NativeBuffer buffer)
        {
            buffer.Bytes.Clear();
            return buffer;
        }
    }
}
