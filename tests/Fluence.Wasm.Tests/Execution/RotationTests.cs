using Fluence.Wasm.Instructions;
using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Execution;

/// <summary>The runtime's compiler mistakes the flags of a rotation by one for those of its result.</summary>
public sealed class RotationTests
{
    public static TheoryData<int, bool> Cases
    {
        get
        {
            TheoryData<int, bool> cases = [];
            foreach (Opcode opcode in new[] { Opcode.I32Rotl, Opcode.I32Rotr, Opcode.I64Rotl, Opcode.I64Rotr })
            {
                cases.Add((int)opcode, true);
                cases.Add((int)opcode, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rotation_by_one_can_be_a_condition(int opcode, bool isConstant)
    {
        bool isLong = (Opcode)opcode is Opcode.I64Rotl or Opcode.I64Rotr;
        WasmValueType type = isLong ? WasmValueType.I64 : WasmValueType.I32;
        ModuleWriter module = new();
        Code one = isLong ? new Code().I64(1) : new Code().I32(1);
        Code count = isConstant ? one : new Code().Append(one).Set(1).Get(1);
        Code code = new Code().Get(0).Append(count).Op((Opcode)opcode).Op(isLong ? Opcode.I64Eqz : Opcode.I32Eqz)
            .Block(Opcode.If, (byte)WasmValueType.I32).I32(10).Op(Opcode.Else).I32(20).End();
        module.Function(module.Type([type], TestModules.I32), [type], code, "test");
        WasmInstance instance = module.Instantiate();
        foreach (long value in new[] { 0, 1, 2, 4, 1L << 31, -1 })
        {
            bool isZero = isLong ? value == 0 : (int)value == 0;
            Assert.Equal(isZero ? 10 : 20, instance.Call("test", value));
        }
    }

    [Fact]
    public void A_rotation_by_shifts_can_be_a_condition()
    {
        ModuleWriter module = new();
        Code code = new Code().Get(0).I32(5).Op(Opcode.I32Shl).Get(0).I32(27).Op(Opcode.I32ShrU).Op(Opcode.I32Or)
            .Block(Opcode.If, (byte)WasmValueType.I32).I32(20).Op(Opcode.Else).I32(10).End();
        module.Function(module.Type(TestModules.I32, TestModules.I32), [], code, "test");
        WasmInstance instance = module.Instantiate();
        Assert.Equal(10, instance.Call("test", 0));
        Assert.Equal(20, instance.Call("test", 64));
    }
}
