using System.Text;
using Fluence.Marine.Demangling;

namespace Fluence.Marine.Tests.Demangling;

public sealed class RustNameTests
{
    private static readonly string[] Names =
    [
        "_ZN4core9panicking9panic_fmt17h0123456789abcdefE",
        "_ZN71_$LT$Test$u20$$u2b$$u20$$u27$static$u20$as$u20$foo..Bar$LT$Test$GT$$GT$3bar17h930b740aa94f1d3aE",
        "_RNvMsr_NtCs3ssYzQotkvD_3std4pathNtB5_7PathBuf3newCs15kBYyAo9fc_7mycrate",
        "_RIC0FGZEK_E",
        "_RINvNtC3std3mem8align_ofDNtC3foo3BarEL_E",
        "_RNvC9backtrace3foo.llvm.A5310EB9",
    ];

    [Theory]
    [InlineData("_ZN4core9panicking9panic_fmt17h0123456789abcdefE", "core::panicking::panic_fmt")]
    [InlineData("ZN4test1a2bcE", "test::a::bc")]
    [InlineData("_ZN8$RF$testE", "&test")]
    [InlineData("_ZN35Bar$LT$$u5b$u32$u3b$$u20$4$u5d$$GT$E", "Bar<[u32; 4]>")]
    [InlineData(
        "_ZN71_$LT$Test$u20$$u2b$$u20$$u27$static$u20$as$u20$foo..Bar$LT$Test$GT$$GT$3bar17h930b740aa94f1d3aE",
        "<Test + 'static as foo::Bar<Test>>::bar")]
    [InlineData("_ZN3foo17h05af221e174051e9E.llvm.9D1C9369", "foo")]
    [InlineData("_ZN3foo3barE.cold.1", "foo::bar.cold.1")]
    [InlineData("_RNvC6_123foo3bar", "123foo::bar")]
    [InlineData("_RNqCs4fqI2P2rA04_11utf8_identsu30____7hkackfecea1cbdathfdh9hlq6y", "utf8_idents::საჭმელად_გემრიელი_სადილი")]
    [InlineData("_RNCNCNgCs6DXkGYLi8lr_2cc5spawn00B5_", "cc::spawn::{closure#0}::{closure#0}")]
    [InlineData("_RNvMsr_NtCs3ssYzQotkvD_3std4pathNtB5_7PathBuf3newCs15kBYyAo9fc_7mycrate", "<std::path::PathBuf>::new")]
    [InlineData("_RNvYNtC3foo3BarNtC3foo5Trait3run", "<foo::Bar as foo::Trait>::run")]
    [InlineData("_RINvC3foo3barKj7b_E", "foo::bar::<123>")]
    [InlineData("_RINvC3foo3barKanff_E", "foo::bar::<-255>")]
    [InlineData("_RINvC3foo3barKb1_Kc61_KpE", "foo::bar::<true, 'a', _>")]
    [InlineData("_RINvC3foo3barRL_hQShAmj4_TlETaxEFUKCPyEuE", "foo::bar::<&u8, &mut [u8], [u32; 4], (i32,), (i8, i64), unsafe extern \"C\" fn(*const u64)>")]
    [InlineData("_RINvC3foo3barDG_INtC3foo2FnRL0_hEp6OutputuEL_E", "foo::bar::<dyn for<'a> foo::Fn<&'a u8, Output = ()>>")]
    public void Names_are_made_readable(string name, string readable) => Assert.Equal(readable, RustName.Demangle(name));

    [Theory]
    [InlineData("_ZN3foo17h05af221e174051e9E", "foo::h05af221e174051e9")]
    [InlineData("_RNvCs1234_7mycrate3foo", "mycrate[3c1c0]::foo")]
    [InlineData("_RINvC3foo3barKj7b_E", "foo::bar::<123usize>")]
    public void Full_names_tell_more(string name, string readable) => Assert.Equal(readable, RustName.Demangle(name, isFull: true));

    [Theory]
    [InlineData("")]
    [InlineData("main")]
    [InlineData("_ZN")]
    [InlineData("_ZN0E")]
    [InlineData("_ZN3fooEv")]
    [InlineData("_ZN9999999999foo17h05af221e174051e9E")]
    [InlineData("_ZN4fooE")]
    [InlineData("_R")]
    [InlineData("_Rust")]
    [InlineData("_RNvC3foo")]
    [InlineData("_RNvC3foo3barx")]
    [InlineData("_RNvB_3foo")]
    [InlineData("_ZN3föoE")]
    [InlineData("__wasm_call_ctors")]
    public void Other_names_stay_as_they_are(string name) => Assert.Equal(name, RustName.Demangle(name));

    [Fact]
    public void A_name_that_makes_too_much_stays_as_it_is()
    {
        // each pair doubles what stands before
        StringBuilder name = new("_RINvC1a1b");
        int last = name.Length - 2;
        name.Append("TuuE");
        for (int i = 0; i < 40; i++)
        {
            int here = name.Length - 2;
            string back = $"B{Number(last)}";
            name.Append('T').Append(back).Append(back).Append('E');
            last = here;
        }

        Assert.Equal(name + "E", RustName.Demangle(name + "E"));
        string deep = "_RINvC1a1b" + new string('S', 5000) + "uE";
        Assert.Equal(deep, RustName.Demangle(deep));
        Assert.Equal("a::b::<(((), ()), ((), ()))>", RustName.Demangle("_RINvC1a1bTTuuEB8_EE"));
    }

    [Fact]
    public void Damaged_names_never_fail()
    {
        Random random = new(5);
        const string signs = "_RNvMsXYIBCETSAKLDFGPOQ0123456789abcdefghijknopu$.";
        for (int i = 0; i < 100_000; i++)
        {
            StringBuilder name = new(Names[random.Next(Names.Length)]);
            for (int changes = random.Next(4); changes >= 0; changes--)
            {
                int at = random.Next(2, name.Length);
                if (random.Next(3) == 0)
                {
                    name.Remove(at, 1);
                }
                else
                {
                    name[at] = signs[random.Next(signs.Length)];
                }
            }

            string damaged = name.ToString(0, random.Next(2, name.Length + 1));
            Assert.InRange(RustName.Demangle(damaged, random.Next(2) == 0).Length, 1, 2 * RustName.MaxLength);
        }
    }

    private static string Number(int value)
    {
        const string digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        return value == 0 ? "_" : (value > 62 ? digits[(value - 1) / 62].ToString() : "") + digits[(value - 1) % 62] + "_";
    }
}
