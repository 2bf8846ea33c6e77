using System.Globalization;
using System.Text;
using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Tests.Inlining;

public sealed class InlinerTests
{
    private const string Service = """
        service S("s"):
          set(key: string, id: string)
          get(x: string) -> string


        """;

    [Fact]
    public void A_parameter_of_a_method_may_be_called_id() => Assert.Contains(
        "(call %init_peer_id% (\"s\" \"set\") [\"a\" -x-arg-])",
        AquaText.Script(Service + "func main(x: string):\n  S.set(\"a\", x)"), StringComparison.Ordinal);

    [Fact]
    public void A_stream_given_as_an_array_stays_canonical_when_it_is_returned() => Assert.Contains(
        "(call %init_peer_id% (\"callbackSrv\" \"response\") [#s_canon])",
        AquaText.Script("func same(a: []string) -> []string:\n  <- a\n\nfunc main(x: string) -> []string:\n  s: *string\n  s <<- x\n  t <- same(s)\n  <- t"),
        StringComparison.Ordinal);

    [Fact]
    public void A_function_of_an_ability_can_be_called_after_its_result_was_used_in_a_value()
    {
        string script = AquaText.Script(Service + """
            ability A:
              f(x: string) -> string

            func twice{A}() -> string:
              x = A.f("1")
              y = A.f(x)
              <- y

            func main() -> string:
              f = (x: string) -> string:
                y <- S.get(x)
                <- y
              a = A(f)
              b = a.f("0")
              c <- twice{a}()
              S.set(b, c)
              <- c
            """);

        Assert.Equal(3, script.Split("(call %init_peer_id% (\"s\" \"get\")").Length - 1);
    }

    [Fact]
    public void The_names_of_a_function_called_twice_do_not_meet()
    {
        string script = AquaText.Script(Service + "func f(x: string) -> string:\n  y <- S.get(x)\n  <- y\n\nfunc main() -> string, string:\n  a <- f(\"1\")\n  b <- f(\"2\")\n  <- a, b");

        Assert.Contains("[\"1\"] ret)", script, StringComparison.Ordinal);
        Assert.Contains("[\"2\"] ret-0)", script, StringComparison.Ordinal);
        Assert.Contains("[ret ret-0])", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_may_be_made_of_what_a_closure_reads() => Assert.Contains(
        "(ap (\"a\" -x-arg-) %D_obj_copy_map)",
        AquaText.Script("data D:\n  a: string\n\nfunc main(d: D, x: string) -> D:\n  f = () -> D:\n    <- d.copy(a = x)\n  e <- f()\n  <- e"),
        StringComparison.Ordinal);

    [Fact]
    public void A_stream_map_is_read_by_its_key()
    {
        string script = AquaText.Script("func main(k: string) -> []string, bool:\n  m: %string\n  m <<- k, \"v\"\n  v = m.get(k)\n  c = m.contains(\"k\")\n  <- v, c");

        Assert.Contains("(ap (-k-arg- \"v\") %m)", script, StringComparison.Ordinal);
        Assert.Contains("(canon %init_peer_id% %m #%-m_canon)", script, StringComparison.Ordinal);
        Assert.Contains("#%-m_canon.$.[-k-arg-]", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x + 1 - 3", "\"sub\") [-x-arg- 2]")]
    [InlineData("1 + x + 2", "\"add\") [-x-arg- 3]")]
    [InlineData("x + 1 - 1", "\"response\") [-x-arg-]")]
    [InlineData("2 ** 10 - 7 % 4", "\"response\") [1021]")]
    [InlineData("-9223372036854775808 / -1", "\"response\") [-9223372036854775808]")]
    [InlineData("1 / 0", "\"div\") [1 0]")]
    public void Literals_are_computed(string value, string expected) => Assert.Contains(
        expected, AquaText.Script($"func main(x: i64) -> i64:\n  <- {value}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("true && c", "[-c-arg-]")]
    [InlineData("c || true", "[true]")]
    [InlineData("!(1 == 1)", "[false]")]
    [InlineData("2 > 1", "[true]")]
    public void Conditions_that_are_known_are_not_computed(string value, string expected) => Assert.Contains(
        $"(\"callbackSrv\" \"response\") {expected}", AquaText.Script($"func main(c: bool) -> bool:\n  <- {value}"), StringComparison.Ordinal);

    [Fact]
    public void A_script_with_too_many_calls_is_refused()
    {
        StringBuilder source = new(Service + "func f0(x: string) -> string:\n  y <- S.get(x)\n  <- y\n\n");
        for (int i = 1; i <= 30; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $"func f{i}(x: string) -> string:\n  y <- f{i - 1}(x)\n  z <- f{i - 1}(y)\n  <- z\n\n");
        }

        AirLimitException error = Assert.Throws<AirLimitException>(
            () => AquaText.Script(source + "func main(x: string) -> string:\n  y <- f30(x)\n  <- y", new AirOptions(MaxCalls: 5_000)));
        Assert.Equal("main", error.Function);
    }

    [Fact]
    public void Long_bodies_are_compiled()
    {
        StringBuilder source = new(Service + "func main(x: string) -> string:\n  y0 <- S.get(x)\n");
        for (int i = 1; i < 1000; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $"  y{i} <- S.get(y{i - 1})\n");
        }

        Assert.Contains("(\"callbackSrv\" \"response\") [ret-998]", AquaText.Script(source + "  <- y999"), StringComparison.Ordinal);
    }
}
