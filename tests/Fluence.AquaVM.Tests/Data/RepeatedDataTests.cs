using Fluence.AquaVM.Data;
using Fluence.AquaVM.Verification;

namespace Fluence.AquaVM.Tests.Data;

/// <summary>Current data that mostly repeat the previous.</summary>
public sealed class RepeatedDataTests
{
    private static readonly ReadOnlyMemory<byte> Archive = DataEnvelope.Read(GoldenFile.Bytes("worked-example.bin")).InnerData;

    [Fact]
    public void What_is_repeated_becomes_the_same_objects()
    {
        using CidPool cids = new();
        InterpreterData previous = InterpreterDataReader.Read(Archive, cids);
        InterpreterData current = InterpreterDataReader.Read(Archive.ToArray(), cids, previous);
        AssertSame(previous.Values, current.Values);
        AssertSame(previous.Tetraplets, current.Tetraplets);
        AssertSame(previous.CanonElements, current.CanonElements);
        AssertSame(previous.CanonResults, current.CanonResults);
        AssertSame(previous.ServiceResults, current.ServiceResults);
        Assert.Same(previous.Trace[0], current.Trace[0]);
        Assert.Equal(DataText.Of(previous), DataText.Of(current));
    }

    [Fact]
    public void Damage_is_found_as_without_previous_data()
    {
        byte[] damaged = Archive.ToArray();
        HashSet<string> verdicts = [];
        for (int i = 0; i < damaged.Length; i++)
        {
            foreach (int bit in (int[])[0, 5])
            {
                damaged[i] ^= (byte)(1 << bit);
                string alone = Judge(damaged, hasPrevious: false);
                Assert.Equal(alone, Judge(damaged, hasPrevious: true));
                verdicts.Add(alone.Split(' ')[0]);
                damaged[i] ^= (byte)(1 << bit);
            }
        }

        Assert.Superset(new HashSet<string> { "unreadable", "good", "Value", "Reference" }, verdicts);
    }

    private static string Judge(byte[] archive, bool hasPrevious)
    {
        using CidPool cids = new();
        InterpreterData? previous = hasPrevious ? InterpreterDataReader.Read(Archive, cids) : null;
        try
        {
            InterpreterData data = InterpreterDataReader.Read(archive, cids, previous);
            StoreVerifier.Verify(data, previous);
            return "good " + DataText.Of(data);
        }
        catch (DataFormatException error)
        {
            return "unreadable " + error.Message;
        }
        catch (UncatchableException error)
        {
            return error.Message;
        }
    }

    private static void AssertSame<T>(CidStore<T> expected, CidStore<T> store)
        where T : class
    {
        Assert.NotEqual(0, expected.Count);
        foreach ((DataCid cid, T content) in store)
        {
            Assert.True(expected.TryGet(cid, out T? known));
            Assert.Same(known, content);
        }
    }
}
