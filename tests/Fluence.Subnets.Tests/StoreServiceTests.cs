using System.Text;
using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>The replicas' service on texts that nobody has written.</summary>
public sealed class StoreServiceTests
{
    private const string Peer = "12D3KooWANqfCDrV79MZdMnMqTvDdqSAPSxdgFY1L6DCq2DVGB4D";

    private static readonly string[] Written =
    [
        "",
        $"21:fluence-subnet-record3:key52:{Peer}52:{Peer}1:s1:m13:17000000000006:100000128:{new string('a', 128)}",
        "1:11:11:k1:v1:11:r1:11:k0:1:11:r",
        "1:020:1:11:11:k1:v1:11:r0:",
        "10:4:name1:a1:1",
        "12:4:name1:a1:b1:91:81:v1:11:81:v",
    ];

    [Fact]
    public void No_text_makes_it_fail()
    {
        SimulatedNetwork network = new(new AquaVm(), 1, 1);
        using MarineServices store = new(network, "subnet-store", "subnet-store");
        SimulatedPeer peer = network.Replicas[0];
        JsonValue replica = new JsonObject(("host_id", Json.Text("a")), ("worker_id", Json.Text("a")));
        Random random = new(7);
        for (int i = 0; i < 3_000; i++)
        {
            JsonValue text = Json.Text(Damaged(Written[random.Next(Written.Length)], random));
            JsonValue texts = new JsonArray([text, text]);
            JsonValue vote = new JsonObject(("granted", JsonBool.Of(true)), ("term", Json.Number(i + 1)), ("contents", text));
            (string Function, JsonValue[] Arguments)[] calls =
            [
                ("put_record", [text]),
                ("merge_records", [Json.Text("key"), texts]),
                ("install", [Json.Text("g"), Json.Number(i + 1), replica, text]),
                ("lead", [Json.Text("g"), Json.Number(i + 1), replica, new JsonArray([vote])]),
                ("prevote", [Json.Text("n"), texts, Json.Number(i + 1), text, texts]),
                ("decide", [Json.Text("n"), texts, Json.Number(i + 1), texts]),
            ];
            (string function, JsonValue[] arguments) = calls[random.Next(calls.Length)];
            Assert.True(store.Ask(peer, function, arguments) is not null, $"{function}({string.Join(", ", arguments)})");
        }
    }

    /// <summary>The text with bytes changed, left out and cut off; what is no UTF-8 then is replaced.</summary>
    private static string Damaged(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int i = random.Next(4); i > 0 && bytes.Length > 0; i--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = bytes[..at];
                    break;
                default:
                    bytes[at] = (byte)"0189:é"u8[random.Next(7)];
                    break;
            }
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
