using System.Collections.Immutable;
using Fluence.Air.Lexing;
using Fluence.Air.Syntax;
using Fluence.Air.Validation;

namespace Fluence.Air.Parsing;

/// <summary>Parses one instruction from after its keyword: leaves to their closing bracket, blocks to their first nested
/// instruction.</summary>
internal sealed class InstructionParser(OperandParser operands, ScopeValidator validator)
{
    /// <summary>The iterator, if the leaf parsed last is a <c>next</c>.</summary>
    public Symbol? NextIterator { get; private set; }

    /// <summary>Parses a leaf; null if the keyword is a block's, or if there is a problem.</summary>
    public Instruction? ParseLeaf(Keyword keyword, int start)
    {
        NextIterator = null;
        return keyword switch
        {
            Keyword.Call => ParseCall(start),
            Keyword.Ap => ParseAp(start),
            Keyword.Canon => ParseCanon(start),
            Keyword.Fail => ParseFail(start),
            Keyword.Next => ParseNext(start),
            Keyword.Null => Close(start) is { } span ? new Null(span) : null,
            Keyword.Never => Close(start) is { } span ? new Never(span) : null,
            _ => null,
        };
    }

    /// <summary>Parses the operands of a block.</summary>
    public Frame ParseBlock(Keyword keyword, int start)
    {
        var frame = new Frame { Start = start };
        switch (keyword)
        {
            case Keyword.Seq:
                frame.Kind = InstructionKind.Seq;
                break;
            case Keyword.Par:
                frame.Kind = InstructionKind.Par;
                break;
            case Keyword.Xor:
                frame.Kind = InstructionKind.Xor;
                break;
            case Keyword.Match or Keyword.Mismatch:
                frame.Kind = keyword == Keyword.Match ? InstructionKind.Match : InstructionKind.Mismatch;
                frame.FirstOperand = operands.Read(ValueForms.Argument, "a value");
                frame.SecondOperand = operands.Read(ValueForms.Argument, "a value");
                break;
            case Keyword.New:
                ParseNew(ref frame);
                break;
            default:
                ParseFold(ref frame);
                break;
        }

        return frame;
    }

    /// <summary>Makes the node of a block whose nested instructions are all there.</summary>
    public static Instruction Build(in Frame frame, Instruction? second, Span span)
    {
        Instruction first = frame.First!;
        return frame.Kind switch
        {
            InstructionKind.Seq => new Seq(first, second!, span),
            InstructionKind.Par => new Par(first, second!, span),
            InstructionKind.Xor => new Xor(first, second!, span),
            InstructionKind.Match => new Match(frame.FirstOperand!, frame.SecondOperand!, first, span),
            InstructionKind.Mismatch => new Mismatch(frame.FirstOperand!, frame.SecondOperand!, first, span),
            InstructionKind.New => new New((Variable)frame.FirstOperand!, first, span),
            _ => BuildFold(frame, first, second, span),
        };
    }

    private static Instruction BuildFold(in Frame frame, Instruction body, Instruction? last, Span span)
    {
        var iterator = (Scalar)frame.SecondOperand!;
        return frame.FirstOperand switch
        {
            Syntax.Stream stream => new FoldStream(stream, iterator, body, last, span),
            StreamMap map => new FoldStreamMap(map, iterator, body, last, span),
            _ => new FoldScalar(frame.FirstOperand!, iterator, body, last, span),
        };
    }

    private Call? ParseCall(int start)
    {
        Value? peer = operands.Read(ValueForms.Peer, "a peer id");
        operands.Expect(TokenKind.OpenRound, "(", "service and function stand in round brackets: (\"service\" \"function\")");
        Value? service = operands.Read(ValueForms.Name, "a service id");
        Value? function = operands.Read(ValueForms.Name, "a function name");
        operands.Expect(TokenKind.CloseRound, ")", "service and function stand in round brackets: (\"service\" \"function\")");
        ImmutableArray<Value> arguments = operands.ReadArguments();
        Value? output = null;
        if (operands.Current.Kind != TokenKind.CloseRound)
        {
            output = operands.Read(ValueForms.Output, "an output variable or )");
        }

        return Close(start) is { } span ? new Call(peer!, service!, function!, arguments, (Variable?)output, span) : null;
    }

    private Instruction? ParseAp(int start)
    {
        if (operands.Current.Kind == TokenKind.OpenRound)
        {
            return ParseApMap(start);
        }

        Value? argument = operands.Read(ValueForms.ApArgument, "a value");
        Value? target = operands.Read(ValueForms.Output, "a scalar or stream");
        return Close(start) is { } span ? new Ap(argument!, (Variable)target!, span) : null;
    }

    private ApMap? ParseApMap(int start)
    {
        operands.Expect(TokenKind.OpenRound, "(", "key and value stand in round brackets");
        Value? key = operands.Read(ValueForms.MapKey, "a key");
        Value? argument = operands.Read(ValueForms.ApArgument, "a value");
        operands.Expect(TokenKind.CloseRound, ")", "key and value stand in round brackets");
        Value? map = operands.Read(ValueForms.StreamMap, "a stream map");
        return Close(start) is { } span ? new ApMap(key!, argument!, (StreamMap)map!, span) : null;
    }

    private Instruction? ParseCanon(int start)
    {
        Value? peer = operands.Read(ValueForms.Peer, "a peer id");
        Value? source = operands.Read(ValueForms.Stream | ValueForms.StreamMap, "a stream or stream map");
        Value? target = operands.Read(
            source is StreamMap ? ValueForms.CanonMap | ValueForms.Scalar : ValueForms.CanonStream, "a variable for the result");
        if (Close(start) is not { } span)
        {
            return null;
        }

        return target switch
        {
            CanonStream stream => new Canon(peer!, (Syntax.Stream)source!, stream, span),
            CanonStreamMap map => new CanonMap(peer!, (StreamMap)source!, map, span),
            _ => new CanonMapToScalar(peer!, (StreamMap)source!, (Scalar)target!, span),
        };
    }

    private Fail? ParseFail(int start)
    {
        Token first = operands.Current;
        Value? operand;
        if (first.Kind == TokenKind.Int)
        {
            operands.Read(ValueForms.Int, "an error code");
            operand = operands.Read(ValueForms.String, "an error message") is StringLiteral message
                ? new FailLiteral(first.Int, message.Text)
                : null;
        }
        else
        {
            operand = operands.Read(ValueForms.FailOperand, "an error");
        }

        return Close(start) is { } span ? new Fail(operand!, span) : null;
    }

    private Next? ParseNext(int start)
    {
        Symbol? symbol = operands.Current.Symbol;
        Value? iterator = operands.Read(ValueForms.Scalar, "an iterator");
        if (Close(start) is not { } span)
        {
            return null;
        }

        NextIterator = symbol;
        return new Next((Scalar)iterator!, span);
    }

    private void ParseNew(ref Frame frame)
    {
        frame.Kind = InstructionKind.New;
        Span span = operands.Current.Span;
        frame.FirstOperand = operands.Read(ValueForms.NewArgument, "a variable");
        if (frame.FirstOperand is Variable variable)
        {
            validator.EnterNew(variable, span);
        }
    }

    private void ParseFold(ref Frame frame)
    {
        frame.FirstOperand = operands.Read(ValueForms.Iterable, "something to visit");
        Span span = operands.Current.Span;
        frame.SecondOperand = operands.Read(ValueForms.Scalar, "an iterator");
        frame.Kind = frame.FirstOperand switch
        {
            Syntax.Stream => InstructionKind.FoldStream,
            StreamMap => InstructionKind.FoldStreamMap,
            _ => InstructionKind.FoldScalar,
        };
        if (frame.SecondOperand is Scalar iterator)
        {
            frame.Fold = validator.EnterFold(iterator, span);
        }
    }

    private Span? Close(int start)
    {
        int end = operands.Current.End;
        return operands.Expect(TokenKind.CloseRound, ")", "close the instruction, or remove what follows its operands")
            ? new Span(start, end)
            : null;
    }
}
