using Fluence.Aqua.Formatting;
using Fluence.Aqua.Tests.Support;

namespace Fluence.Aqua.Tests.Syntax;

/// <summary>Each form of the language becomes the node with its name.</summary>
public sealed class ParserTests
{
    [Theory]
    [InlineData("a <- f(b)", "(CallStatementSyntax [(NameSyntax a)] (CallSyntax 0 [(VariableSyntax (NameSyntax b))] (NameSyntax f)))")]
    [InlineData("f{A, b}(c)", "(CallStatementSyntax [] (CallSyntax 2 ")]
    [InlineData("a, b <- f()", "(CallStatementSyntax [(NameSyntax a)(NameSyntax b)] ")]
    [InlineData("a.f(b)", "(CallStatementSyntax [] (PropertySyntax [(CallAccessSyntax ")]
    [InlineData("a = 1", "(AssignmentSyntax (NameSyntax a) (LiteralSyntax Unsigned 1))")]
    [InlineData("a: *u32", "(DeclareStreamSyntax (NameSyntax a) (CollectionTypeSyntax (ScalarTypeSyntax u32) Stream))")]
    [InlineData("a: %string", "(DeclareStreamSyntax (NameSyntax a) (CollectionTypeSyntax (ScalarTypeSyntax string) StreamMap))")]
    [InlineData("a <<- 1", "(PushSyntax null (NameSyntax a) (LiteralSyntax Unsigned 1))")]
    [InlineData("a <<- \"k\", 1", "(PushSyntax (LiteralSyntax Unsigned 1) (NameSyntax a) (LiteralSyntax String \"k\"))")]
    [InlineData("join a, b[2]", "(JoinSyntax [(VariableSyntax (NameSyntax a))(PropertySyntax ")]
    [InlineData("Srv \"id\"", "(ServiceIdSyntax (LiteralSyntax String \"id\") (NameSyntax Srv))")]
    [InlineData("<- a, 1", "(ReturnSyntax [(VariableSyntax (NameSyntax a))(LiteralSyntax Unsigned 1)])")]
    [InlineData("on a via b via c:\n    x()", "(OnSyntax [(CallStatementSyntax ")]
    [InlineData("for a <- b:\n    x()", "(ForSyntax [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] (NameSyntax a) (VariableSyntax (NameSyntax b)) Sequence null)")]
    [InlineData("for a <- b par:\n    x()", "(ForSyntax [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] (NameSyntax a) (VariableSyntax (NameSyntax b)) Par null)")]
    [InlineData("for a <- b try:\n    x()", "(ForSyntax [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] (NameSyntax a) (VariableSyntax (NameSyntax b)) Try null)")]
    [InlineData("for a <- b rec:\n    x()", "(ForSyntax [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] (NameSyntax a) (VariableSyntax (NameSyntax b)) Rec null)")]
    [InlineData("for a, v <- b:\n    x()", "(ForSyntax [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] (NameSyntax a) (VariableSyntax (NameSyntax b)) Sequence (NameSyntax v))")]
    [InlineData("parseq a <- b on c via d:\n    x()", "(ParSeqSyntax ")]
    [InlineData("if a:\n    x()", "(IfSyntax ")]
    [InlineData("else:\n    x()", "(ElseSyntax ")]
    [InlineData("otherwise:\n    x()", "(OtherwiseSyntax ")]
    [InlineData("try:\n    x()", "(TrySyntax ")]
    [InlineData("catch e:\n    x()", "(CatchSyntax [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] (NameSyntax e))")]
    [InlineData("par x()", "(ParSyntax (CallStatementSyntax ")]
    [InlineData("co on a:\n    x()", "(CoSyntax (OnSyntax ")]
    [InlineData("c = (a: u8) -> u8:\n    <- a", "(ClosureSyntax (ArrowTypeSyntax [] [(ParameterSyntax (NameSyntax a) (ScalarTypeSyntax u8))] [(ScalarTypeSyntax u8)]) [(ReturnSyntax [(VariableSyntax (NameSyntax a))])] False (NameSyntax c))")]
    [InlineData("c = func ():\n    x()", "(ClosureSyntax (ArrowTypeSyntax [] [] []) [(CallStatementSyntax [] (CallSyntax 0 [] (NameSyntax x)))] True (NameSyntax c))")]
    public void Statement(string text, string shape)
    {
        string whole = SyntaxShape.Of(AquaSource.Parse($"aqua T\n\nfunc f():\n  {text}\n"));
        Assert.Contains("[" + shape, whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "(LiteralSyntax Bool true)")]
    [InlineData("-1", "(LiteralSyntax Signed -1)")]
    [InlineData("1.5", "(LiteralSyntax Float 1.5)")]
    [InlineData("\"a\nb\"", "(LiteralSyntax String \"a\nb\")")]
    [InlineData("%init_peer_id%", "(LiteralSyntax String %init_peer_id%)")]
    [InlineData("truely", "(VariableSyntax (NameSyntax truely))")]
    [InlineData("[1, 2]", "(CollectionSyntax [(LiteralSyntax Unsigned 1)(LiteralSyntax Unsigned 2)] Array)")]
    [InlineData("?[1]", "(CollectionSyntax [(LiteralSyntax Unsigned 1)] Option)")]
    [InlineData("*[1]", "(CollectionSyntax [(LiteralSyntax Unsigned 1)] Stream)")]
    [InlineData("Data(a = 1, b)", "(ConstructorSyntax [(NamedArgumentSyntax False (NameSyntax a) (LiteralSyntax Unsigned 1))(NamedArgumentSyntax True (NameSyntax b) (VariableSyntax (NameSyntax b)))] (NameSyntax Data))")]
    [InlineData("!a == b", "(BinarySyntax (NotSyntax (VariableSyntax (NameSyntax a))) Equal (VariableSyntax (NameSyntax b)))")]
    [InlineData("a.copy(b = 1)", "(PropertySyntax [(CopyAccessSyntax ")]
    [InlineData("a.b[0]!2!", "(PropertySyntax [(FieldAccessSyntax (NameSyntax b))(IndexAccessSyntax (LiteralSyntax Unsigned 0))(IndexAccessSyntax (LiteralSyntax Unsigned 2))(IndexAccessSyntax null)] (VariableSyntax (NameSyntax a)))")]
    [InlineData("A.B(c = 1)", "(PropertySyntax [(FieldAccessSyntax (NameSyntax B))(ConstructAccessSyntax ")]
    [InlineData("a - b - c", "(BinarySyntax (BinarySyntax (VariableSyntax (NameSyntax a)) Subtract (VariableSyntax (NameSyntax b))) Subtract (VariableSyntax (NameSyntax c)))")]
    [InlineData("a ** b ** c", "(BinarySyntax (VariableSyntax (NameSyntax a)) Power (BinarySyntax (VariableSyntax (NameSyntax b)) Power (VariableSyntax (NameSyntax c))))")]
    [InlineData("a || b && c", "(BinarySyntax (VariableSyntax (NameSyntax a)) Or (BinarySyntax (VariableSyntax (NameSyntax b)) And (VariableSyntax (NameSyntax c))))")]
    [InlineData("a + b * c", "(BinarySyntax (VariableSyntax (NameSyntax a)) Add (BinarySyntax (VariableSyntax (NameSyntax b)) Multiply (VariableSyntax (NameSyntax c))))")]
    [InlineData("(a + b) % c", "(BinarySyntax (ParenthesesSyntax (BinarySyntax ")]
    [InlineData("a <= b", "(BinarySyntax (VariableSyntax (NameSyntax a)) LessOrEqual (VariableSyntax (NameSyntax b)))")]
    [InlineData("a -- b", "(VariableSyntax (NameSyntax a))")]
    public void Value(string text, string shape)
    {
        string whole = SyntaxShape.Of(AquaSource.Parse($"aqua T\n\nfunc f():\n  x = {text}\n"));
        Assert.Contains("(AssignmentSyntax (NameSyntax x) " + shape, whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]?*%u8", "(CollectionTypeSyntax (CollectionTypeSyntax (CollectionTypeSyntax (CollectionTypeSyntax (ScalarTypeSyntax u8) StreamMap) Stream) Option) Array)")]
    [InlineData("A.B", "(NamedTypeSyntax (NameSyntax A.B))")]
    [InlineData("⊤", "(TopBottomTypeSyntax True)")]
    [InlineData("-> ()", "(ArrowTypeSyntax [] [] [])")]
    [InlineData("u8, string -> bool", "(ArrowTypeSyntax [] [(ParameterSyntax null (ScalarTypeSyntax u8))(ParameterSyntax null (ScalarTypeSyntax string))] [(ScalarTypeSyntax bool)])")]
    public void Type(string text, string shape) =>
        Assert.Contains($"(AliasSyntax (NameSyntax X) {shape})", SyntaxShape.Of(AquaSource.Parse($"aqua T\n\nalias X: {text}\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("aqua A.B declares *", "(ModuleSyntax [] True False (NameSyntax A.B))")]
    [InlineData("aqua A declares a, B", "(ModuleSyntax [(NameSyntax a)(NameSyntax B)] False False (NameSyntax A))")]
    [InlineData("import \"a.aqua\"", "(ImportSyntax False null [] a.aqua)")]
    [InlineData("import a as b, C from \"a.aqua\"", "(ImportSyntax False null [(RenamedSyntax (NameSyntax a) (NameSyntax b))(RenamedSyntax (NameSyntax C) null)] a.aqua)")]
    [InlineData("use \"a.aqua\" as X.Y", "(ImportSyntax True (NameSyntax X.Y) [] a.aqua)")]
    [InlineData("use a from \"a.aqua\" as X", "(ImportSyntax True (NameSyntax X) [(RenamedSyntax (NameSyntax a) null)] a.aqua)")]
    [InlineData("export a, A.b as c", "(ExportSyntax [(RenamedSyntax (NameSyntax a) null)(RenamedSyntax (NameSyntax A.b) (NameSyntax c))])")]
    public void Header(string text, string shape) =>
        Assert.Equal($"[{shape}][]", SyntaxShape.Of(AquaSource.Parse(text + "\n")));

    [Theory]
    [InlineData("const A = 1", "(ConstSyntax False (NameSyntax A) (LiteralSyntax Unsigned 1))")]
    [InlineData("const A ?= \"x\"", "(ConstSyntax True (NameSyntax A) (LiteralSyntax String \"x\"))")]
    [InlineData("data D:\n  a: u8", "(DataSyntax [(MemberSyntax (NameSyntax a) (ScalarTypeSyntax u8))] (NameSyntax D))")]
    [InlineData("service S(\"s\"):\n  a()", "(ServiceSyntax (LiteralSyntax String \"s\") [(MemberSyntax (NameSyntax a) (ArrowTypeSyntax [] [] []))] (NameSyntax S))")]
    [InlineData("ability A:\n  a: u8\n  b(x: u8) -> u8", "(AbilitySyntax [(MemberSyntax (NameSyntax a) (ScalarTypeSyntax u8))(MemberSyntax (NameSyntax b) (ArrowTypeSyntax ")]
    [InlineData("func f{A}(g: u8 -> u8) -> u8, (u8 -> u8):\n  <- 1, g", "(FuncSyntax (ArrowTypeSyntax [(NamedTypeSyntax (NameSyntax A))] ")]
    public void Item(string text, string shape) =>
        Assert.StartsWith("[][" + shape, SyntaxShape.Of(AquaSource.Parse(text + "\n")), StringComparison.Ordinal);
}
