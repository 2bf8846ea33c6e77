using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution;

/// <summary>An instruction in progress that waits for a nested one.</summary>
internal abstract class Frame(Instruction instruction)
{
    /// <summary>The instruction.</summary>
    public Instruction Instruction { get; } = instruction;

    /// <summary>The nested instruction has ended.</summary>
    /// <param name="context">The run.</param>
    /// <param name="error">The nested instruction's error; becomes this instruction's.</param>
    /// <param name="isDone">Whether the frame is no longer needed.</param>
    /// <returns>The next nested instruction. With <paramref name="isDone"/> it runs in this one's place, and its result is this
    /// one's.</returns>
    public abstract Instruction? Resume(ExecutionContext context, ref CatchableError? error, out bool isDone);
}
