using Fluence.Air.Syntax;

namespace Fluence.Air.Tests;

public sealed class TreeTests
{
    [Fact]
    public void Equal_names_share_a_slot_and_tags_are_part_of_names()
    {
        var call = (Call)((Seq)AirParser.Parse("(seq (canon \"p\" $ab #ab) (call \"p\" (\"\" \"\") [#ab #ab.length] $ab))").Root!).Right;

        var canon = (CanonStream)call.Arguments[0];
        var length = (CanonStream)call.Arguments[1];
        Assert.Equal(canon.Slot, length.Slot);
        Assert.NotEqual(canon.Slot, call.Output!.Slot);
        Assert.Same(Lambda.Length, length.Lambda);
    }

    [Fact]
    public void Spans_cover_both_brackets()
    {
        const string Script = "; é\n(seq (null)  (ap 1 x))";

        var seq = (Seq)AirParser.Parse(Script).Root!;

        Assert.Equal("(seq (null)  (ap 1 x))", Script[seq.Span.Start..seq.Span.End]);
        Assert.Equal("(ap 1 x)", Script[seq.Right.Span.Start..seq.Right.Span.End]);
        Assert.True(seq.Span.Contains(((Ap)seq.Right).Target.Position));
    }

    [Fact]
    public void A_lambda_is_a_path_of_accessors()
    {
        var ap = (Ap)((Seq)AirParser.Parse("(seq (ap 1 x) (ap x.$[3].a[x].b-c! y))").Root!).Right;

        Accessor[] path = [new IndexAccessor(3), new FieldAccessor("a"), new ScalarAccessor("x", 0), new FieldAccessor("b-c")];
        Assert.Equal(path, ((Scalar)ap.Argument).Lambda!.Path.ToArray());
    }
}
