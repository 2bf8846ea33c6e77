using System.Text;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Tests.Data;

public sealed class CidStateTests
{
    private static readonly SecurityTetraplet Tetraplet = new("peer", "service", "function", "");

    [Fact]
    public void Tracked_content_has_the_cids_of_the_original()
    {
        InterpreterData original = DataText.Read(GoldenFile.Bytes("worked-example.bin"));
        CidState state = new();
        string peer = GoldenFile.Key("init").PeerId.ToString();
        VmValue value = VmValue.FromJson(JsonValue.Parse("""{"b":2,"a":[1,2.5]}"""));
        SecurityTetraplet call = new(peer, "srv", "fn", "");
        DataCid arguments = state.ArgumentHash([VmValue.FromJson(new JsonString("x")), VmValue.FromJson(JsonNumber.FromInt64(1))]);
        DataCid result = state.TrackServiceResult(value, call, arguments);
        DataCid element = Assert.Single(state.TrackCanonElements([new CanonElement(value, call, Provenance.ServiceResult(result))]));
        DataCid canon = state.TrackCanonResult(new SecurityTetraplet(peer, "", "", ""), [element]);
        Assert.Equal([new CallExecutedStream(result, 0), new CanonExecuted(canon)], original.Trace.ToArray());
        InterpreterData tracked = original with
        {
            Values = state.Values,
            Tetraplets = state.Tetraplets,
            CanonElements = state.CanonElements,
            CanonResults = state.CanonResults,
            ServiceResults = state.ServiceResults,
        };
        Assert.Equal(DataText.Of(original), DataText.Of(tracked));
    }

    [Fact]
    public void A_value_whose_text_was_not_canonical_is_tracked_under_and_with_its_canonical_text()
    {
        CidState state = new();
        DataCid cid = state.TrackValue(VmValue.FromStored("-0"u8.ToArray()));
        Assert.Equal(Fluence.Primitives.Content.JsonCid.Of("-0.0"u8), cid.Text);
        Assert.Equal("-0.0", Encoding.UTF8.GetString(state.GetValue(cid).StoredText));
    }

    [Fact]
    public void Content_that_is_not_there_is_code_20010_in_the_words_of_the_original()
    {
        CidState state = new();
        DataCid cid = new("cid");
        (Action Get, string Name)[] cases =
        [
            (() => state.GetValue(cid), "value"),
            (() => state.GetTetraplet(cid), "tetraplet"),
            (() => state.GetCanonElement(cid), "canon aggregate"),
            (() => state.GetCanonResult(cid), "canon result aggregate"),
            (() => state.GetServiceResult(cid), "service result aggregate"),
        ];
        foreach ((Action get, string name) in cases)
        {
            UncatchableException error = Assert.Throws<UncatchableException>(get);
            Assert.Equal((20010, $"{name} for CID \"cid\" not found"), (error.Code, error.Message));
        }
    }

    [Fact]
    public void Strings_with_escapes_enter_cids_escaped()
    {
        CidState state = new();
        DataCid cid = state.TrackTetraplet(Tetraplet with { Lens = ".$.\"é\n" });
        Assert.Equal(
            Fluence.Primitives.Content.JsonCid.Of("{\"peer_pk\":\"peer\",\"service_id\":\"service\",\"function_name\":\"function\",\"lens\":\".$.\\\"é\\n\"}"u8),
            cid.Text);
    }

    [Fact]
    public void A_stored_text_that_is_not_canonical_is_kept_but_tracked_under_the_cid_of_the_canonical_text()
    {
        byte[] text = Encoding.UTF8.GetBytes(" [1]");
        VmValue value = VmValue.FromStored(text, new DataCid(Fluence.Primitives.Content.JsonCid.Of(text)));
        Assert.Equal(text, value.StoredText.ToArray());
        Assert.Equal("[1]"u8.ToArray(), value.Text.ToArray());
        Assert.Equal(VmValue.FromJson(JsonValue.Parse("[1]")).Cid, value.Cid);
    }

    [Fact]
    public void Equal_cids_from_the_pool_are_one_object()
    {
        CidPool pool = new();
        DataCid[] first = [.. Enumerable.Range(0, 1000).Select(i => pool.Get(Encoding.UTF8.GetBytes($"cid {i}")))];
        for (int i = 0; i < first.Length; i++)
        {
            Assert.Same(first[i], pool.GetCopied(Encoding.UTF8.GetBytes($"cid {i}")));
        }

        Assert.Equal(1000, first.Distinct().Count());
    }

    [Fact]
    public void Only_cids_of_the_current_peer_are_signed_and_duplicates_stay()
    {
        PeerCidTracker tracker = new("me");
        DataCid cid = new("cid");
        tracker.Register("me", cid);
        tracker.Register("other", cid);
        tracker.Register("me", cid);
        Assert.Equal([cid, cid], tracker.Cids);
    }
}
