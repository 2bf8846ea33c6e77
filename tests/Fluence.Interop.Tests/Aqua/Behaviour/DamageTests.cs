using Fluence.Aqua.Emission;
using Xunit.Abstractions;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>That networks see a difference when there is one.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    [Fact]
    public void A_script_with_a_mistake_is_told_from_the_right_one()
    {
        BehaviourComparer comparer = new(4);
        int damaged = 0;
        List<string> unseen = [];
        foreach (string file in OriginalCompiler.OwnSources)
        {
            OurScripts scripts = OurScripts.OfFile(file, new AirOptions(), RejectVerdict.Libraries);
            foreach (AirFunction function in scripts.Functions)
            {
                Assert.Null(comparer.Compare(function, function.Air, scripts.Services));
                for (int i = 0; i < 2; i++)
                {
                    if (ScriptDamage.Apply(function.Air, new Dice($"{function.Name} {i}")) is not { } air)
                    {
                        continue;
                    }

                    damaged++;
                    if (comparer.Compare(function with { Air = air }, function.Air, scripts.Services) is null)
                    {
                        unseen.Add($"{Path.GetFileName(file)} {function.Name}");
                    }
                }
            }
        }

        output.WriteLine($"{damaged} damaged scripts, {unseen.Count} of them not seen: {string.Join(", ", unseen)}");
        Assert.InRange(damaged, 150, int.MaxValue);
        Assert.InRange(unseen.Count, 0, damaged * 15 / 100);
    }

    [Theory]
    [InlineData("call \"p\" (\"s\" \"f\") [x-1 -y-arg-] ret-3 failed", "call \"p\" (\"s\" \"f\") [x -y-arg-] ret failed", true)]
    [InlineData("call \"p\" (\"s\" \"f\") [x] ret failed", "call \"p\" (\"s\" \"g\") [x] ret failed", false)]
    [InlineData("ret-1", "ret-2", false)]
    public void Texts_of_errors_are_the_same_up_to_the_names_of_variables(string left, string right, bool same)
    {
        ErrorTexts texts = new("(call \"p\" (\"s\" \"f\") [x-1 -y-arg-] ret-3)", "(call \"p\" (\"s\" \"f\") [x -y-arg-] ret)");

        Assert.Equal(same, texts.Normalise(left) == texts.Normalise(right));
    }
}
