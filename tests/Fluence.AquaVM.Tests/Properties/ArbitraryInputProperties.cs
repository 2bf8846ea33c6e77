using System.Text;
using Fluence.Interop.Tests.Avm.Differential;
using Fluence.Interop.Tests.Avm.Differential.Mutation;

namespace Fluence.AquaVM.Tests.Properties;

/// <summary>No bytes whatever make an invoke throw, go on without end, or take more memory than a stated multiple of their length.</summary>
public sealed class ArbitraryInputProperties
{
    /// <summary>Bytes that an invoke of nothing allocates at most, key, signature and tables included.</summary>
    private const long Fixed = 256 << 10;

    /// <summary>Bytes that an invoke allocates at most for each byte of script, data and call results.</summary>
    private const long Multiple = 200;

    private const string Script = """
        (seq (call "@0" ("object" "0") [] x) (seq (par (call "@1" ("list" "0") [x] $s) (call "@2" ("fail" "0") [x.$.a] y))
          (seq (fold $s i (seq (ap ("k" i) %m) (next i))) (seq (canon "@0" $s #cs) (seq (canon "@1" %m #%cm) (call "@0" ("args" "0") [#cs #%cm]))))))
        """;

    private static readonly AquaVm Vm = new();

    [Fact]
    public void Arbitrary_data_are_an_outcome_and_bounded_in_memory()
    {
        List<ReadOnlyMemory<byte>> good = Samples();
        Random random = new(1);
        DataMutator mutator = new(random, "particle 1");
        for (int i = 0; i < 6000; i++)
        {
            ReadOnlyMemory<byte> data = good[random.Next(good.Count)];
            ReadOnlyMemory<byte> bad = random.Next(10) == 0 ? Noise(random) : mutator.Mutate(data, good[random.Next(good.Count)]);
            Check(Script, random.Next(4) == 0 ? bad : good[random.Next(good.Count)], bad, []);
        }
    }

    [Fact]
    public void Arbitrary_call_results_are_an_outcome_and_bounded_in_memory()
    {
        List<ReadOnlyMemory<byte>> good = Samples();
        Random random = new(2);
        byte[] results = CallResultsCodec.Encode(new Dictionary<uint, CallResult> { [1] = new(0, "[1]"), [2] = new(1, "\"x\"") });
        for (int i = 0; i < 6000; i++)
        {
            byte[] bad = random.Next(3) == 0 ? Noise(random) : ByteMutator.Mutate(results, results, random);
            Check(Script, good[random.Next(good.Count)], default, bad);
        }
    }

    [Fact]
    public void Arbitrary_scripts_are_an_outcome_and_bounded_in_memory()
    {
        Random random = new(3);
        for (int i = 0; i < 6000; i++)
        {
            string script = random.Next(4) == 0
                ? Encoding.UTF8.GetString(Noise(random))
                : ScriptMutator.Mutate(ScriptGenerator.Generate(random, 3, 20), random);
            Check(script, default, default, []);
        }
    }

    private static List<ReadOnlyMemory<byte>> Samples()
    {
        List<ReadOnlyMemory<byte>> samples = [];
        new Particle(Script, 3, 1) { OnDelivered = (_, outcome) => samples.Add(outcome.Data) }.Run();
        return samples;
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[random.Next(300)];
        random.NextBytes(noise);
        return noise;
    }

    private static void Check(string script, ReadOnlyMemory<byte> previous, ReadOnlyMemory<byte> current, byte[] results)
    {
        string air = new NetworkCase(1, script, 3).Air;
        RunParameters parameters = new(
            NetworkCase.Ids[0], NetworkCase.Ids[0], 1, 1, "particle 1", 0, NetworkCase.Keys[0].Seed, SizeLimits.Default);
        InvokeRequest request = new(air, previous, current, parameters, new Dictionary<uint, CallResult>());
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvokeOutcome outcome = Vm.Invoke(request, results);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotEqual(ReturnCode.Internal, outcome.RetCode);
        long input = Encoding.UTF8.GetByteCount(air) + previous.Length + current.Length + results.Length;
        Assert.True(allocated <= Fixed + (Multiple * input), $"{allocated} bytes for {input}, code {outcome.RetCode}: {script}");
    }
}
