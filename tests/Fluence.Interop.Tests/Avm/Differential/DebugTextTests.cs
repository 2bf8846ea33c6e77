using System.Text;
using Fluence.AquaVM;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Error texts quote strings as Rust's debug form does, which escapes what its version of Unicode says cannot be seen alone.</summary>
[Collection("differential")]
public sealed class DebugTextTests
{
    private const int ChunkSize = 0x1000;

    [NodeFact("client")]
    public void Every_character_is_quoted_as_by_the_original()
    {
        using BothVms vms = new();
        RunParameters parameters = new(
            NetworkCase.Ids[0], NetworkCase.Ids[0], 0, 0, "particle", 0, NetworkCase.Keys[0].Seed, SizeLimits.Default);
        List<string> differences = [];
        for (int start = 0; start <= 0x10ffff; start += ChunkSize)
        {
            StringBuilder text = new();
            for (int code = start; code < start + ChunkSize; code++)
            {
                text.Append(Rune.IsValid(code) && code != '|' ? $"|{new Rune(code)}" : "|");
            }

            text.Append('|');

            // an id that no call has, so that the result comes back in the error text
            Dictionary<uint, CallResult> results = new() { [7] = new CallResult(0, text.ToString()) };
            (Comparison comparison, _) = vms.Run(new InvokeRequest("(null)", default, default, parameters, results), results);
            string[] ours = comparison.Ours.Error.Split('|'), theirs = comparison.Theirs.Error.Split('|');
            Assert.Equal(ours.Length, theirs.Length);
            differences.AddRange(ours.Zip(theirs).Index().Where(static pair => pair.Item.First != pair.Item.Second)
                .Select(pair => $"{start + pair.Index - 1:x}: {pair.Item.First} {pair.Item.Second}"));
        }

        Assert.Empty(differences);
    }
}
