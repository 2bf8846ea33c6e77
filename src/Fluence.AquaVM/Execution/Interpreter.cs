using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Instructions;

namespace Fluence.AquaVM.Execution;

/// <summary>
/// Executes a script. Instructions that wait for a nested one keep their state in a <see cref="Frame"/> on a stack of our own,
/// so neither deep scripts nor long folds can exhaust the thread's stack.
/// </summary>
internal sealed class Interpreter(ExecutionInput input)
{
    private readonly ExecutionContext _context = new(input);
    private readonly FrameStack _frames = new();
    private Instruction? _running;
    private long _steps;

    /// <summary>Executes a script, once.</summary>
    /// <exception cref="UncatchableException">An error that no script can catch, with a code from 20000 on.</exception>
    public ExecutionResult Run(Instruction root)
    {
        CatchableError? error;
        try
        {
            error = Execute(root);
        }
        catch (UncatchableException e) when (e.Code == ReturnCode.Trace)
        {
            throw Uncatchable.OfTrace(_running!.ToString(), e.Message);
        }

        _context.Streams.Compact(_context.Trace);
        _context.StreamMaps.Compact(_context.Trace);
        return new ExecutionResult(
            error, _context.LastCallRequestId, _context.NextPeers, _context.CallRequests, _context.CallResults);
    }

    private CatchableError? Execute(Instruction root)
    {
        Instruction? next = root;
        CatchableError? error = null;
        while (true)
        {
            if (next is not null)
            {
                CountStep();
                _running = next;
                next = Start(next, out error);
            }
            else if (_frames.TryPeek(out Frame? frame))
            {
                _running = frame.Instruction;
                next = frame.Resume(_context, ref error, out bool isDone);
                if (isDone)
                {
                    _frames.Pop();
                }
            }
            else
            {
                return error;
            }
        }
    }

    /// <summary>Executes an instruction up to the first nested one, which is returned; if there is none, it is done.</summary>
    private Instruction? Start(Instruction instruction, out CatchableError? error)
    {
        error = null;
        switch (instruction.Kind)
        {
            case InstructionKind.Null:
                return null;
            case InstructionKind.Never:
                _context.IsComplete = false;
                return null;
            case InstructionKind.Seq:
                return Push(new SeqFrame((Seq)instruction, _context), ((Seq)instruction).Left);
            case InstructionKind.Par:
                return Push(new ParFrame((Par)instruction, _context), ((Par)instruction).Left);
            case InstructionKind.Xor:
                return Push(new XorFrame((Xor)instruction, _context), ((Xor)instruction).Left);
            case InstructionKind.New:
                return Push(new NewFrame((New)instruction, _context), ((New)instruction).Body);
            case InstructionKind.Next:
                Instruction? body = NextFrame.Start((Next)instruction, _context, out Frame? next);
                return next is null ? body : Push(next, body!);
            case InstructionKind.FoldStream or InstructionKind.FoldStreamMap:
                return FoldStreamFrame.Start(instruction, _context) is { } fold ? Push(fold, fold.Body) : null;
            case InstructionKind.Call:
                error = CallExecution.Execute((Call)instruction, _context);
                return null;
            default:
                Instruction? nested = StartFallible(instruction, out error);
                if (error is not null)
                {
                    _context.Errors.Set(instruction, error);
                }

                return nested;
        }
    }

    private Instruction? StartFallible(Instruction instruction, out CatchableError? error)
    {
        switch (instruction)
        {
            case Match match:
                return MatchExecution.Start(match.Left, match.Right, wanted: true, match.Body, _context, out error);
            case Mismatch mismatch:
                return MatchExecution.Start(mismatch.Left, mismatch.Right, wanted: false, mismatch.Body, _context, out error);
            case FoldScalar fold:
                return FoldScalarFrame.Start(fold, _context, out error) is { } frame ? Push(frame, fold.Body) : null;
            case Ap ap:
                error = ApExecution.Execute(ap, _context);
                return null;
            case ApMap ap:
                error = ApMapExecution.Execute(ap, _context);
                return null;
            case Canon canon:
                error = CanonExecution.Execute(canon.Peer, new CanonStreamTarget(canon), _context);
                return null;
            case CanonMap canon:
                error = CanonExecution.Execute(canon.Peer, new CanonMapTarget(canon), _context);
                return null;
            case CanonMapToScalar canon:
                error = CanonExecution.Execute(canon.Peer, new CanonScalarTarget(canon), _context);
                return null;
            default:
                error = FailExecution.Execute((Fail)instruction, _context);
                return null;
        }
    }

    private Instruction Push(Frame frame, Instruction nested)
    {
        _frames.Push(frame);
        if (_frames.Count > input.Options.MaxDepth)
        {
            throw Uncatchable.DepthLimitExceeded(input.Options.MaxDepth);
        }

        return nested;
    }

    private void CountStep()
    {
        if (++_steps > input.Options.MaxSteps)
        {
            throw Uncatchable.StepLimitExceeded(input.Options.MaxSteps);
        }
    }
}
