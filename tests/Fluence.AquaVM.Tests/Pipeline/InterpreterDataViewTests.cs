using System.Text.Json;

namespace Fluence.AquaVM.Tests.Pipeline;

public sealed class InterpreterDataViewTests
{
    [Fact]
    public void Sound_data_are_marked_so_throughout()
    {
        JsonElement view = Render(GoldenFile.Bytes("worked-example.bin"), "pid-1");
        Assert.Equal(("0.17.2", "0.62.0"), (view.Text("version"), view.Text("interpreter_version")));
        Assert.Equal("call executed, stream", view.GetProperty("trace")[0].Text("state"));
        Assert.Equal("srv.fn", view.GetProperty("trace")[0].Text("function"));
        Assert.Equal("""{"a":[1,2.5],"b":2}""", view.GetProperty("values")[0].GetProperty("content").ToString());
        foreach (string part in (string[])["values", "tetraplets", "canon_elements", "canon_results", "service_results", "signatures"])
        {
            Assert.All(view.GetProperty(part).EnumerateArray(), static entry => Assert.Equal("ok", entry.Text("check")));
        }

        Assert.Equal("ok", view.Text("references"));
        Assert.Equal(0, view.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public void Without_the_particle_id_signatures_are_not_checked_and_with_another_one_they_do_not_fit()
    {
        byte[] data = GoldenFile.Bytes("worked-example.bin");
        Assert.StartsWith("not checked", Render(data, null).GetProperty("signatures")[0].Text("check"), StringComparison.Ordinal);
        Assert.StartsWith("the signature does not fit", Render(data, "other").GetProperty("signatures")[0].Text("check"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_value_is_marked_and_the_rest_is_not()
    {
        byte[] data = GoldenFile.Bytes("worked-example.bin");
        data[data.AsSpan().IndexOf("2.5]"u8)] = (byte)'3';
        JsonElement view = Render(data, "pid-1");
        Assert.StartsWith("Value mismatch", view.GetProperty("values")[0].Text("check"), StringComparison.Ordinal);
        Assert.Equal("ok", view.GetProperty("service_results")[0].Text("check"));
    }

    [Fact]
    public void Tampered_data_are_described_and_never_crash()
    {
        foreach (JsonElement item in GoldenFile.Cases("tampered.json"))
        {
            JsonElement view = Render(item.Base64("current"), "pid");
            bool refused = item.GetProperty("retCode").ValueKind != JsonValueKind.Number || item.GetProperty("retCode").GetInt32() is 2 or 3 or 8 or 9;
            bool marked = view.TryGetProperty("error", out _) || !view.ToString().Contains("\"problems\": []", StringComparison.Ordinal)
                || view.ToString().Split("\"check\": ").Skip(1).Any(static check => !check.StartsWith("\"ok\"", StringComparison.Ordinal))
                || view.Text("references") != "ok";

            // two data that are sound by themselves are refused for the sake of the particle or of the previous data
            Assert.True(marked == refused || item.Text("name") is "equivocation" or "replayed under another particle id", item.Text("name"));
        }
    }

    [Fact]
    public void Damaged_bytes_are_described_and_never_crash()
    {
        Random random = new(31);
        byte[] seed = GoldenFile.Bytes("worked-example.bin");
        int errors = 0;
        for (int i = 0; i < 1500; i++)
        {
            byte[] bytes = [.. seed];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            errors += Render(bytes.AsMemory(0, random.Next(5) == 0 ? random.Next(bytes.Length) : bytes.Length), "pid-1").TryGetProperty("error", out _) ? 1 : 0;
        }

        Assert.InRange(errors, 100, 1400);
    }

    [Fact]
    public void Empty_data_are_shown_as_empty() => Assert.Equal(0, Render(default, null).GetProperty("trace").GetArrayLength());

    private static JsonElement Render(ReadOnlyMemory<byte> data, string? particleId) =>
        JsonDocument.Parse(InterpreterDataView.Render(data, particleId)).RootElement;
}
