using Fluence.Air.Lexing;
using Fluence.Air.Syntax;
using Fluence.Air.Validation;

namespace Fluence.Air.Parsing;

/// <summary>
/// Parses a whole script. Nested instructions are kept on a stack of frames of our own, so depth costs heap, not stack.
/// The first syntax error ends parsing; problems with names are collected.
/// </summary>
internal sealed class ScriptParser
{
    private readonly OperandParser _operands;
    private readonly ScopeValidator _validator;
    private readonly AfterNextValidator _afterNext;
    private readonly InstructionParser _instructions;
    private Frame[] _frames = new Frame[32];
    private int _depth;

    /// <summary>The iterator whose <c>next</c> the instruction parsed last ends in.</summary>
    private Symbol? _next;

    public ScriptParser(string script)
    {
        var symbols = new SymbolTable(script.Length);
        _validator = new ScopeValidator(symbols);
        _afterNext = new AfterNextValidator(_validator);
        _operands = new OperandParser(script, symbols);
        _instructions = new InstructionParser(_operands, _validator);
    }

    /// <summary>What is wrong with the script.</summary>
    public List<AirProblem> Problems => _validator.Problems;

    /// <summary>The root; null if there are problems.</summary>
    public Instruction? Parse()
    {
        Instruction? instruction = ParseRoot();
        if (_operands.Problem is { } problem)
        {
            Problems.Add(problem);
        }
        else
        {
            _validator.Finish();
        }

        return Problems.Count == 0 ? instruction : null;
    }

    private Instruction? ParseRoot()
    {
        while (true)
        {
            Instruction? instruction = ParseOpening();
            if (_operands.Problem is not null)
            {
                return null;
            }

            while (instruction is not null)
            {
                if (_depth == 0)
                {
                    _operands.Expect(TokenKind.End, "the end of the script", "a script is exactly one instruction: join them by seq");
                    return instruction;
                }

                instruction = Attach(instruction);
            }

            if (_operands.Problem is not null)
            {
                return null;
            }
        }
    }

    /// <summary>Parses a leaf whole; of a block only the operands, and pushes its frame.</summary>
    private Instruction? ParseOpening()
    {
        int start = _operands.Current.Start;
        if (!_operands.Expect(TokenKind.OpenRound, "an instruction", "instructions are written as (keyword …)")
            || _operands.ReadKeyword() is not { } keyword)
        {
            return null;
        }

        Instruction? leaf = _instructions.ParseLeaf(keyword, start);
        if (leaf is not null)
        {
            _validator.Check(leaf);
            _next = _instructions.NextIterator;
        }
        else if (_operands.Problem is null)
        {
            Push(_instructions.ParseBlock(keyword, start));
        }

        return leaf;
    }

    private void Push(in Frame frame)
    {
        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = frame;
        if (_depth > AirParser.MaxDepth)
        {
            _operands.Fail(AirProblem.TooDeep(new Span(frame.Start, frame.Start + 1), AirParser.MaxDepth));
        }
    }

    /// <summary>Gives a parsed instruction to the block around it; the block, if it is complete by that.</summary>
    private Instruction? Attach(Instruction instruction)
    {
        ref Frame frame = ref _frames[_depth - 1];
        bool isFirst = frame.First is null;
        if (isFirst)
        {
            frame.First = instruction;
            frame.FirstNext = _next;
            if (frame.NeedsSecond || (frame.AllowsSecond && _operands.Current.Kind == TokenKind.OpenRound))
            {
                return null;
            }
        }

        int end = _operands.Current.End;
        if (!_operands.Expect(TokenKind.CloseRound, ")", "close the instruction, or check how many nested ones it takes"))
        {
            return null;
        }

        var span = new Span(frame.Start, end);
        _next = NextOf(frame, isFirst ? null : _next, span);
        Instruction block = InstructionParser.Build(frame, isFirst ? null : instruction, span);
        _validator.Check(block);
        _depth--;
        return block;
    }

    private Symbol? NextOf(in Frame frame, Symbol? secondNext, Span span)
    {
        if (frame.Fold is not null)
        {
            ScopeValidator.LeaveFold(frame.Fold);
        }

        return frame.Kind switch
        {
            InstructionKind.Seq or InstructionKind.Par => _afterNext.Merge(frame.FirstNext, secondNext, span),
            InstructionKind.Xor => _afterNext.Choose(frame.FirstNext, secondNext),
            InstructionKind.FoldScalar => null,
            InstructionKind.FoldStream or InstructionKind.FoldStreamMap => _afterNext.Fold(frame.Fold!.Iterator, frame.FirstNext),
            _ => frame.FirstNext,
        };
    }
}
