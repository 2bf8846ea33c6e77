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

    [Theory]
    [InlineData(7, 18, 3)]
    [InlineData(26, 21, 7)]
    [InlineData(0, 31, 0)]
    [InlineData(5, 5, 5)]
    [InlineData(33, 64, 1)]
    public void A_sum_of_three_rotations_is_the_same_in_every_order(int a, int b, int c)
    {
        ModuleWriter module = new();
        int type = module.Type(TestModules.I32, TestModules.I32), longType = module.Type([WasmValueType.I64], [WasmValueType.I64]);
        Code Rotation(int count, Opcode opcode) =>
            (opcode < Opcode.I64Clz ? new Code().Get(0).I32(count) : new Code().Get(0).I64(count)).Op(opcode);
        module.Function(type, [], Rotation(a, Opcode.I32Rotl).Append(Rotation(b, Opcode.I32Rotr)).Op(Opcode.I32Xor)
            .Append(Rotation(c, Opcode.I32Rotl)).Op(Opcode.I32Xor).Get(0).Op(Opcode.I32Add), "first");
        module.Function(type, [], Rotation(a, Opcode.I32Rotl).Append(Rotation(b, Opcode.I32Rotr))
            .Append(Rotation(c, Opcode.I32Rotl)).Op(Opcode.I32Xor).Op(Opcode.I32Xor).Get(0).Op(Opcode.I32Add), "last");
        module.Function(longType, [], Rotation(a, Opcode.I64Rotr).Append(Rotation(b, Opcode.I64Rotl)).Op(Opcode.I64Xor)
            .Append(Rotation(c, Opcode.I64Rotr)).Op(Opcode.I64Xor).Get(0).Op(Opcode.I64Add), "long");
        WasmInstance instance = module.Instantiate();
        foreach (long value in new[] { 0, 1, 0x12345678, -1, 0x1234_5678_9ABC_DEF0, long.MinValue })
        {
            int narrow = (int)value;
            int expected = narrow + (int.RotateLeft(narrow, a) ^ int.RotateRight(narrow, b) ^ int.RotateLeft(narrow, c));
            Assert.Equal(expected, instance.Call("first", narrow));
            Assert.Equal(expected, instance.Call("last", narrow));
            Assert.Equal(
                value + (long.RotateRight(value, a) ^ long.RotateLeft(value, b) ^ long.RotateRight(value, c)),
                instance.GetFunction("long")!.Invoke(value)[0].AsI64);
        }
    }
}
