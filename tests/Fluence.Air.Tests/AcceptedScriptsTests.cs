namespace Fluence.Air.Tests;

public sealed class AcceptedScriptsTests
{
    [Theory]
    [InlineData("(null)")]
    [InlineData(" ; comment\n(null) ; the end")]
    [InlineData("(never)")]
    [InlineData("(call %init_peer_id% (\"s\" \"f\") [])")]
    [InlineData("(call \"p\" (\"s\" \"f\") [1 -2 +3 1.5 -0. true false [] \"\" %ttl% %timestamp% %init_peer_id%] $s)")]
    [InlineData("(call \"p\" (\"s\" \"f\") [%last_error% %last_error%.$.message :error: :error:.$.peer_id!.x :error:.length])")]
    [InlineData("(seq (ap 1 x) (call x (x.$.a x.$[0]) [x.length x.$.a.[1]!]))")]
    [InlineData("(seq (ap 1 x) (ap x.$.[x].y x))")]
    [InlineData("(seq (canon \"p\" $s #cc) (call #cc.$.[0] (#cc.$.[0] #cc.$.[1]) [#cc]))")]
    [InlineData("(seq (canon undefined %m #%cm) (call #%cm.$.k (#%cm.$.k \"\") [#%cm #%cm.length]))")]
    [InlineData("(canon %init_peer_id% %m scalar)")]
    [InlineData("(seq (ap \"k\" x) (ap (x undefined) %m))")]
    [InlineData("(ap (-42 []) %m)")]
    [InlineData("(new $s (fold $s i (next i)))")]
    [InlineData("(fold [] i (null) (null))")]
    [InlineData("(fold [] i (seq (next i) (null)))")]
    [InlineData("(fold [] i (par (next i) (null)) (null))")]
    [InlineData("(seq (ap 1 $s) (fold $s i (seq (null) (next i))))")]
    [InlineData("(seq (ap 1 $s) (fold $s i (xor (next i) (null))))")]
    [InlineData("(seq (fold [] i (next i)) (fold [] i (next i)))")]
    [InlineData("(seq (fold [] i (next i)) (next i))")]
    [InlineData("(match 1 1.0 (mismatch [] true (null)))")]
    [InlineData("(fail 1 \"m\")")]
    [InlineData("(fail undefined.$.a)")]
    [InlineData("(xor (fail %last_error%) (fail :error:))")]
    [InlineData("(new #%canon (new #canon (new %map (new scalar (null)))))")]
    [InlineData("(seq (call \"p\" (\"\" \"\") [] a%b) (null))", false)]
    [InlineData("(seq (canon \"p\" %m a%b) (call \"p\" (\"\" \"\") [a%b]))")]
    [InlineData("(ap 1 12abc)")]
    [InlineData("(ap 1 +abc)")]
    [InlineData("(ap 1 --)")]
    [InlineData("(ap 1 Ⓐé)")]
    [InlineData("(ap 1234567890. x)")]
    [InlineData("(ap -9223372036854775808 x)")]
    public void Is_accepted_as_by_the_original(string script, bool accepted = true) =>
        Assert.Equal(accepted, AirParser.Parse(script).IsAccepted);

    [Fact]
    public void Only_the_first_early_use_of_a_name_is_judged()
    {
        Assert.True(AirParser.Parse("(seq (new x (ap x y)) (null))").IsAccepted);
        Assert.False(AirParser.Parse("(seq (ap x y) (new x (ap x z)))").IsAccepted);
        Assert.True(AirParser.Parse("(seq (new x (match x 1 (null))) (null))").IsAccepted);
    }
}
