using Fluence.Wasm.Instructions;
using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Execution;

/// <summary>Instances that share a budget of memory, and the stack pointer that is put back after traps.</summary>
public sealed class MemoryBudgetTests
{
    private const ulong Page = WasmMemory.PageSize;

    [Fact]
    public void Instances_take_their_memories_tables_and_growth_from_one_budget()
    {
        WasmMemoryBudget budget = new((4 * Page) + 80);
        WasmInstance first = Growing().Table(10).Instantiate(null, new WasmInstanceOptions { Budget = budget });
        WasmInstance second = Growing().Instantiate(null, new WasmInstanceOptions { Budget = budget });
        Assert.Equal(2 * Page, budget.Left);
        Assert.Equal(1, first.Call("grow", 1));
        Assert.Equal(-1, second.Call("grow", 2));
        Assert.Equal(1, second.Call("grow", 1));
        Assert.Equal((0UL, 1), (budget.Left, budget.Rejects));
        budget.ClearRejects();
        Assert.Equal(0, budget.Rejects);
    }

    [Fact]
    public void Budgets_take_from_one_pool_and_give_back_what_they_took()
    {
        WasmMemoryPool pool = new(3 * Page);
        WasmMemoryBudget small = new(2 * Page, pool), large = new(10 * Page, pool);
        WasmInstance first = Growing().Instantiate(null, new WasmInstanceOptions { Budget = small });
        WasmInstance second = Growing().Instantiate(null, new WasmInstanceOptions { Budget = large });
        Assert.Equal(1, first.Call("grow", 1));
        Assert.Equal(-1, second.Call("grow", 1));
        Assert.Equal((3 * Page, 1, 9 * Page), (pool.Taken, large.Rejects, large.Left));
        small.Release();
        Assert.Equal(Page, pool.Taken);
        Assert.Equal(1, second.Call("grow", 2));
        Assert.Equal(3 * Page, pool.Taken);
        large.Release();
        Assert.Equal((0UL, 10 * Page), (pool.Taken, large.Left));
    }

    [Fact]
    public void A_memory_that_the_budget_does_not_allow_is_no_instance()
    {
        WasmInstanceOptions options = new() { Budget = new WasmMemoryBudget(Page - 1) };
        WasmLinkException failure = Assert.Throws<WasmLinkException>(() => Growing().Instantiate(null, options));
        Assert.Equal("memory minimum size of 1 pages exceeds memory limits", failure.Message);
        options = new WasmInstanceOptions { Budget = new WasmMemoryBudget(Page + 79) };
        failure = Assert.Throws<WasmLinkException>(() => Growing().Table(10).Instantiate(null, options));
        Assert.Equal("table minimum size of 10 elements exceeds table limits", failure.Message);
        Assert.Equal(1, options.Budget.Rejects);
    }

    [Fact]
    public void Growth_beyond_the_declared_bound_takes_nothing()
    {
        WasmMemoryBudget budget = new(10 * Page);
        WasmInstance instance = Growing(max: 2).Instantiate(null, new WasmInstanceOptions { Budget = budget });
        Assert.Equal(-1, instance.Call("grow", 5));
        Assert.Equal((9 * Page, 0), (budget.Left, budget.Rejects));
    }

    [Theory]
    [InlineData(65_536, true, true)]
    [InlineData(4096, true, true)]
    [InlineData(4097, true, false)]
    [InlineData(16, true, false)]
    [InlineData(131_072, true, false)]
    [InlineData(65_536, false, false)]
    public void The_stack_pointer_is_a_first_global_that_looks_like_one(int value, bool isMutable, bool isFound)
    {
        ModuleWriter module = Growing();
        module.Global(WasmValueType.I32, isMutable, new Code().I32(value));
        Assert.Equal(isFound ? value : null, module.Instantiate().StackPointer?.Value.AsI32);
    }

    [Fact]
    public void An_interrupt_that_was_forgotten_ends_nothing()
    {
        WasmInstance instance = TestModules.Add().Instantiate();
        instance.Limits.Interrupt();
        instance.Limits.ClearInterrupt();
        Assert.Equal(3, instance.Call("add", 1, 2));
    }

    private static ModuleWriter Growing(int? max = null)
    {
        ModuleWriter module = new();
        module.Function(module.Type(TestModules.I32, TestModules.I32), TestModules.None, new Code().Get(0).Op(Opcode.MemoryGrow, 0), "grow");
        return module.Memory(1, max);
    }
}
