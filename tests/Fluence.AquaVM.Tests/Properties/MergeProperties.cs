using System.Text;
using Fluence.AquaVM.Data;
using Fluence.Interop.Tests.Avm.Differential;

namespace Fluence.AquaVM.Tests.Properties;

public sealed class MergeProperties
{
    private const int Peers = 4;

    /// <summary>
    /// Data that were merged already change nothing, whatever the script: a run with them does what a run without does. That need not be
    /// nothing, because a fold sees what the last run has put into its stream later on.
    /// </summary>
    [Fact]
    public void Merging_the_same_data_again_changes_nothing()
    {
        AquaVm vm = new();
        int merged = 0;
        for (int seed = 0; seed < 120; seed++)
        {
            string script = ScriptGenerator.Generate(new Random(seed), Peers, size: 30);
            new Particle(script, Peers, seed) { OnDelivered = CheckAgain }.Run();
        }

        Assert.InRange(merged, 500, int.MaxValue);

        void CheckAgain(InvokeRequest request, InvokeOutcome outcome)
        {
            if (outcome.RetCode is not 0 and not (>= 10000 and < 20000))
            {
                return;
            }

            InvokeRequest again = request with { PreviousData = outcome.Data, CallResults = new Dictionary<uint, CallResult>() };
            InvokeOutcome with = vm.Invoke(again), without = vm.Invoke(again with { CurrentData = default });
            Assert.Equal((without.RetCode, without.ErrorMessage), (with.RetCode, with.ErrorMessage));
            Assert.Equal(DataText.Of(without.Data), DataText.Of(with.Data));
            Assert.Equal(without.NextPeers, with.NextPeers);
            Assert.Equal(CallRequestsCodec.Encode(without.CallRequests), CallRequestsCodec.Encode(with.CallRequests));
            merged++;
        }
    }

    /// <summary>Without streams a script leaves nothing to chance: whoever hears what when, all ends the same.</summary>
    [Fact]
    public void Every_order_and_duplication_ends_in_the_same_content_and_final_value()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            string script = Deterministic(new Random(seed));
            HashSet<string> ends = [];
            for (int order = 0; order < 8; order++)
            {
                Particle particle = new(script, Peers, order) { Duplicates = order * 5 };
                particle.Run();
                particle.Stir(rounds: 4);
                string final = Assert.Single(particle.Finals);
                ends.Add($"{final}\n{Cids(particle.DataOf(0))}");
            }

            Assert.True(ends.Count == 1, $"{script}\n{string.Join("\n\n", ends)}");
        }
    }

    private static string Cids(ReadOnlyMemory<byte> data)
    {
        InterpreterData content = DataText.Read(data);
        List<string> cids = [];
        Add(content.Values);
        Add(content.Tetraplets);
        Add(content.ServiceResults);
        cids.Sort(StringComparer.Ordinal);
        return string.Join('\n', cids);

        void Add<T>(CidStore<T> store)
            where T : class
        {
            foreach ((DataCid cid, _) in store)
            {
                cids.Add(cid.Text);
            }
        }
    }

    /// <summary>Calls of several peers after and beside each other, each with what is known by then, and a last one with everything.</summary>
    private static string Deterministic(Random random)
    {
        StringBuilder text = new("(seq ");
        List<string> all = [];
        Calls(3, []);
        text.Append($" (call \"@0\" (\"final\" \"0\") [{string.Join(' ', all)}]))");
        return text.ToString();

        List<string> Calls(int depth, List<string> known)
        {
            if (depth == 0 || random.Next(5) == 0)
            {
                string name = $"x{all.Count}";
                string arguments = string.Join(' ', known.OrderBy(_ => random.Next()).Take(3));
                text.Append($"(call \"@{random.Next(Peers)}\" (\"args\" \"{random.Next(9)}\") [{arguments}] {name})");
                all.Add(name);
                return [name];
            }

            bool isSeq = random.Next(2) == 0;
            text.Append(isSeq ? "(seq " : "(par ");
            List<string> left = Calls(depth - 1, known);
            text.Append(' ');
            List<string> right = Calls(depth - 1, isSeq ? [.. known, .. left] : known);
            text.Append(')');
            return [.. left, .. right];
        }
    }
}
