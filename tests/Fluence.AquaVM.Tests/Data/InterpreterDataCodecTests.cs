using System.Buffers.Binary;
using System.Text.Json;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Data;

public sealed class InterpreterDataCodecTests
{
    private static readonly byte[] Example = GoldenFile.Bytes("worked-example.bin");

    [Fact]
    public void The_worked_example_decodes_to_what_the_original_put_in()
    {
        InterpreterData data = DataText.Read(Example);
        CallExecutedStream call = Assert.IsType<CallExecutedStream>(data.Trace[0]);
        CanonExecuted canon = Assert.IsType<CanonExecuted>(data.Trace[1]);
        Assert.Equal(2, data.Trace.Length);
        Assert.Equal(0u, call.Generation);
        Assert.Equal(1u, data.LastCallRequestId);
        Assert.True(data.ServiceResults.TryGet(call.ServiceResult, out ServiceResultAggregate? result));
        Assert.True(data.Values.TryGet(result.Value, out VmValue? value));
        Assert.Equal("""{"a":[1,2.5],"b":2}""", value.Json.ToString());
        Assert.True(data.Tetraplets.TryGet(result.Tetraplet, out SecurityTetraplet? tetraplet));
        Assert.Equal(new SecurityTetraplet(GoldenFile.Key("init").PeerId.ToString(), "srv", "fn", ""), tetraplet);
        Assert.True(data.CanonResults.TryGet(canon.CanonResult, out CanonResultAggregate? canonical));
        Assert.True(data.CanonElements.TryGet(Assert.Single(canonical.Values), out CanonElementAggregate? element));
        Assert.Equal(Provenance.ServiceResult(call.ServiceResult), element.Provenance);
        Assert.Equal(1, data.Signatures.Count);
    }

    [Fact]
    public void What_was_written_by_the_original_is_written_again_without_loss()
    {
        foreach (JsonElement step in GoldenFile.Cases("invokes.json"))
        {
            byte[] original = step.Base64("data");
            DataEnvelope envelope = DataEnvelope.Read(original);
            InterpreterData data = InterpreterDataReader.Read(envelope.InnerData, new CidPool());
            byte[] written = DataEnvelope.Write(envelope.DataVersion, envelope.InterpreterVersion, data).ToArray();
            Assert.Equal(DataText.Of(original), DataText.Of(written));
            Assert.True(written.Length <= original.Length);
            Assert.Equal(InterpreterDataWriter.Write(data), DataEnvelope.Read(written).InnerData.ToArray());
        }
    }

    [Fact]
    public void Every_kind_of_state_and_content_survives_a_round_trip()
    {
        DataCid cid = new("cid"), empty = new("");
        InterpreterData data = new()
        {
            Trace =
            [
                new ParState(1, uint.MaxValue), new FoldState([]), new FoldState([new FoldSubTraceLore(7, [new SubTraceDesc(1, 2), new SubTraceDesc(3, 4)])]),
                new ApState([]), new ApState([1, 2]), new CallSentBy("peer", null), new CallSentBy("a peer of more than seven bytes", 5),
                new CallFailed(cid), new CallExecutedScalar(empty), new CallExecutedStream(cid, 9), new CallExecutedUnused(new DataCid("é")),
                new CanonSentBy("peer"), new CanonExecuted(cid),
            ],
            LastCallRequestId = uint.MaxValue,
        };
        data.Values.Set(cid, VmValue.FromStored(default));
        data.Values.Set(empty, VmValue.FromStored("\"text\""u8.ToArray()));
        data.Tetraplets.Set(cid, new SecurityTetraplet("1234567", "12345678", "", "ééé"));
        data.CanonElements.Set(cid, new CanonElementAggregate(cid, empty, Provenance.Literal));
        data.CanonElements.Set(empty, new CanonElementAggregate(cid, empty, Provenance.Canon(cid)));
        data.CanonResults.Set(cid, new CanonResultAggregate(cid, []));
        data.ServiceResults.Set(cid, new ServiceResultAggregate(cid, new DataCid("hash"), empty));
        data.Signatures.Set(new byte[] { 0, 1 }, default);
        Assert.Equal(DataText.Of(data), DataText.Of(InterpreterDataReader.Read(InterpreterDataWriter.Write(data), new CidPool())));
    }

    [Fact]
    public void No_data_have_the_size_of_the_root()
    {
        byte[] archive = InterpreterDataWriter.Write(new InterpreterData());
        Assert.Equal(Layout.Root, archive.Length);
        Assert.Equal(DataText.Of(new InterpreterData()), DataText.Of(InterpreterDataReader.Read(archive, new CidPool())));
    }

    [Theory]
    [InlineData(60, 0x7fffffffu)]
    [InlineData(60, 0u)]
    [InlineData(56, 0x40000000u)]
    [InlineData(56, 3u)]
    [InlineData(48, 1u)]
    [InlineData(44, 0xffffffffu)]
    public void Pointers_and_counts_that_do_not_fit_are_refused(int fromEnd, uint value)
    {
        byte[] archive = DataEnvelope.Read(Example).InnerData.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(archive.AsSpan(archive.Length - fromEnd), value);
        Assert.Throws<DataFormatException>(() => InterpreterDataReader.Read(archive, new CidPool()));
    }

    [Fact]
    public void Objects_out_of_order_are_refused()
    {
        // the signatures, read last, may not stand before the stores, read earlier
        byte[] archive = DataEnvelope.Read(Example).InnerData.ToArray();
        int pointer = archive.Length - Layout.Root + Layout.Signatures;
        BinaryPrimitives.WriteInt32BigEndian(archive.AsSpan(pointer), 0x7c - pointer);
        Assert.Throws<DataFormatException>(() => InterpreterDataReader.Read(archive, new CidPool()));
    }

    [Fact]
    public void Damaged_archives_throw_nothing_but_the_documented_exception()
    {
        Random random = new(5);
        byte[] seed = DataEnvelope.Read(Example).InnerData.ToArray();
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] archive = [.. seed];
            for (int flips = 1 + random.Next(3); flips > 0; flips--)
            {
                archive[random.Next(archive.Length)] = (byte)random.Next(256);
            }

            archive = random.Next(6) == 0 ? archive[random.Next(archive.Length)..] : archive;
            try
            {
                InterpreterData data = InterpreterDataReader.Read(archive, new CidPool());
                Assert.Equal(DataText.Of(data), DataText.Of(InterpreterDataReader.Read(InterpreterDataWriter.Write(data), new CidPool())));
                read++;
            }
            catch (DataFormatException)
            {
                // the documented outcome
            }
        }

        Assert.InRange(read, 500, 19_500);
    }

    [Fact]
    public void Random_bytes_throw_nothing_but_the_documented_exception()
    {
        Random random = new(6);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            bytes.AsSpan().Replace((byte)7, (byte)0);
            Assert.Throws<DataFormatException>(() => InterpreterDataReader.Read(DataEnvelope.Read(bytes).InnerData, new CidPool()));
            try
            {
                InterpreterDataReader.Read(bytes, new CidPool());
            }
            catch (DataFormatException)
            {
                // the documented outcome
            }
        }
    }
}
