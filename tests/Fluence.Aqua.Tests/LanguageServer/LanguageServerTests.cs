using System.Text;
using System.Text.Json.Nodes;
using Fluence.Aqua.LanguageServer;

namespace Fluence.Aqua.Tests.LanguageServer;

public sealed class LanguageServerTests : IDisposable
{
    private const string Library = "aqua Lib declares *\n\ndata Point:\n  x: u32\n  y: u32\n\nservice Op(\"op\"):\n  id(s: string) -> string\n\nfunc move(p: Point) -> Point:\n  <- p\n";

    private const string Main = """
        aqua Main declares *

        import "lib.aqua"

        export main

        func main(start: u32) -> u32:
          x = start + 1
          point = Point(x, y = start)
          moved <- move(point)
          <- moved.x

        """;

    private readonly Editor _editor = new();

    public void Dispose() => _editor.Dispose();

    [Fact]
    public void Mistakes_follow_the_text()
    {
        _editor.Save("lib.aqua", Library);
        _editor.Open("main.aqua", Main.Replace("moved.x", "moved.z", StringComparison.Ordinal));
        Assert.Equal(["unknown-member"], _editor.Finish().Mistakes(_editor.Address("main.aqua")));
    }

    [Fact]
    public void Changes_of_a_part_and_of_the_whole_are_taken()
    {
        _editor.Save("lib.aqua", Library);
        _editor.Open("main.aqua", "aqua Main\n\nexport missing\n");
        _editor.Change("main.aqua", new JsonObject { ["text"] = Main });
        _editor.Change("main.aqua", Part(10, 11, 10, 12, "zz"), Part(10, 11, 10, 13, "y"), Part(7, 0, 7, 0, "  -- \U0001F600 a comment\r\n"));
        Conversation said = _editor.Finish();
        Assert.Empty(said.Mistakes(_editor.Address("main.aqua")));
        Assert.True(said.IsRight);
    }

    [Fact]
    public void A_change_of_an_import_changes_the_mistakes_of_importers()
    {
        _editor.Save("lib.aqua", Library);
        _editor.Open("main.aqua", Main);
        _editor.Open("lib.aqua", Library.Replace("move", "shift", StringComparison.Ordinal));
        Assert.Equal(["unknown-name"], _editor.Finish().Mistakes(_editor.Address("main.aqua")));
    }

    [Fact]
    public void A_file_that_appears_mends_its_importers()
    {
        _editor.Open("main.aqua", Main);
        _editor.Open("lib.aqua", Library);
        Assert.Empty(_editor.Finish().Mistakes(_editor.Address("main.aqua")));
    }

    [Theory]
    [InlineData(7, 3, "x: u32")]
    [InlineData(7, 8, "(parameter) start: u32")]
    [InlineData(8, 12, "data Point(x: u32, y: u32)")]
    [InlineData(9, 12, "func move(p: data Point(x: u32, y: u32)) -> data Point(x: u32, y: u32)")]
    [InlineData(10, 11, "x: u32")]
    public void Hover_tells_the_type(int line, int character, string expected)
    {
        OpenBoth();
        int id = _editor.Ask("hover", "main.aqua", (line, character));
        Assert.Equal($"```aqua\n{expected}\n```", (string?)_editor.Finish().Result(id)!["contents"]!["value"]);
    }

    [Theory]
    [InlineData(7, 8, "main.aqua", 6, 10)]
    [InlineData(8, 12, "lib.aqua", 2, 5)]
    [InlineData(9, 12, "lib.aqua", 9, 5)]
    [InlineData(10, 11, "lib.aqua", 3, 2)]
    [InlineData(4, 8, "main.aqua", 6, 5)]
    [InlineData(2, 10, "lib.aqua", 0, 0)]
    public void Definition_is_found(int line, int character, string file, int atLine, int atCharacter)
    {
        OpenBoth();
        int id = _editor.Ask("definition", "main.aqua", (line, character));
        JsonNode found = _editor.Finish().Result(id)!;
        Assert.Equal(
            (_editor.Address(file), atLine, atCharacter),
            ((string?)found["uri"], (int)found["range"]!["start"]!["line"]!, (int)found["range"]!["start"]!["character"]!));
    }

    [Fact]
    public void References_are_found_in_files_that_are_not_open()
    {
        _editor.Save("main.aqua", Main);
        _editor.Open("lib.aqua", Library);
        int id = _editor.Ask("references", "lib.aqua", (9, 6), new JsonObject { ["context"] = new JsonObject { ["includeDeclaration"] = true } });
        Assert.Equal(
            ["lib.aqua 9:5", "main.aqua 9:11"],
            ((JsonArray)_editor.Finish().Result(id)!).Select(Shown!).Order());
    }

    [Fact]
    public void A_renamed_program_has_the_same_meaning()
    {
        OpenBoth();
        int variable = _editor.Ask("rename", "main.aqua", (7, 2), new JsonObject { ["newName"] = "first" });
        int member = _editor.Ask("rename", "lib.aqua", (3, 2), new JsonObject { ["newName"] = "left" });
        int wrong = _editor.Ask("rename", "main.aqua", (8, 12), new JsonObject { ["newName"] = "lower" });
        Conversation said = _editor.Finish();
        JsonObject first = (JsonObject)said.Result(variable)!["changes"]!;
        Assert.Equal(["first@7:2", "x = first@8:16"], Edits(first, "main.aqua"));
        JsonObject second = (JsonObject)said.Result(member)!["changes"]!;
        Assert.Equal(["left = x@8:16", "left@10:11"], Edits(second, "main.aqua"));
        Assert.Equal(["left@3:2"], Edits(second, "lib.aqua"));
        Assert.Equal(-32602, (int)said.Error(wrong)["code"]!);
    }

    [Theory]
    [InlineData("  a = st", 8, "start", true)]
    [InlineData("  a = point.", 12, "y", true)]
    [InlineData("  a = point.", 12, "start", false)]
    [InlineData("  a <- Op.", 10, "id", true)]
    [InlineData("  a <- Op.i", 11, "id", true)]
    [InlineData("  b = Point(x = 1, ", 19, "y", true)]
    [InlineData("  b: *Po", 8, "Point", true)]
    [InlineData("  on sta", 8, "start", true)]
    [InlineData("  for z <- sta", 14, "start", true)]
    [InlineData("  f(mo", 6, "move", true)]
    [InlineData("  ", 2, "for", true)]
    public void Completion_offers_what_fits(string line, int character, string label, bool isOffered)
    {
        _editor.Save("lib.aqua", Library);
        _editor.Open("main.aqua", Main.Replace("  moved <-", line + "\n  moved <-", StringComparison.Ordinal));
        int id = _editor.Ask("completion", "main.aqua", (9, character));
        IEnumerable<string?> labels = ((JsonArray)_editor.Finish().Result(id)!).Select(each => (string?)each!["label"]);
        Assert.Equal(isOffered, labels.Contains(label));
    }

    [Fact]
    public void Completion_offers_files_to_import()
    {
        _editor.Save("lib.aqua", Library);
        _editor.Open("main.aqua", "aqua Main\n\nimport \"l\"\n");
        int id = _editor.Ask("completion", "main.aqua", (2, 9));
        Assert.Equal(["lib.aqua"], ((JsonArray)_editor.Finish().Result(id)!).Select(each => (string)each!["label"]!));
    }

    [Fact]
    public void The_outline_has_definitions_and_members()
    {
        OpenBoth();
        int id = _editor.Ask("documentSymbol", "lib.aqua");
        JsonArray symbols = (JsonArray)_editor.Finish().Result(id)!;
        Assert.Equal(["Point", "Op", "move"], symbols.Select(each => (string)each!["name"]!));
        Assert.Equal(["x", "y"], ((JsonArray)symbols[0]!["children"]!).Select(each => (string)each!["name"]!));
    }

    [Fact]
    public void Formatting_is_one_edit_or_none()
    {
        _editor.Open("a.aqua", "aqua A\n\nconst B  = 1\n");
        _editor.Open("b.aqua", "aqua B\n");
        int changed = _editor.Ask("formatting", "a.aqua"), unchanged = _editor.Ask("formatting", "b.aqua");
        Conversation said = _editor.Finish();
        Assert.Equal("aqua A\n\nconst B = 1\n", (string?)Assert.Single((JsonArray)said.Result(changed)!)!["newText"]);
        Assert.Empty((JsonArray)said.Result(unchanged)!);
    }

    [Fact]
    public void Tokens_tell_what_names_are()
    {
        _editor.Open("a.aqua", "aqua A\n\nconst B = 1\n\nfunc f(a: u8) -> u8:\n  <- a\n");
        int id = _editor.Ask("semanticTokens/full", "a.aqua");
        Assert.Equal(
            [2, 6, 1, 0, 3, /* f */ 2, 5, 1, 1, 1, /* a */ 0, 2, 1, 6, 1, /* a */ 1, 5, 1, 6, 0],
            ((JsonArray)_editor.Finish().Result(id)!["data"]!).Select(each => (int)each!));
    }

    [Fact]
    public void What_is_wrong_is_refused_and_the_server_goes_on()
    {
        int unknown = _editor.Request("textDocument/unknown", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = 5 } });
        _editor.Send("{ no json");
        _editor.Send("[]");
        _editor.Send("{\"method\":5}");
        _editor.Open("a.aqua", "aqua A\n");
        int strange = _editor.Ask("hover", "a.aqua", (-5, int.MaxValue));
        int method = _editor.Ask("unknown", "a.aqua");
        Conversation said = _editor.Finish();
        Assert.True(said.IsRight);
        Assert.Equal(-32602, (int)said.Error(unknown)["code"]!);
        Assert.Null(said.Result(strange));
        Assert.Equal(-32601, (int)said.Error(method)["code"]!);
        Assert.Equal(2, said.Messages.Count(message => (int?)message["error"]?["code"] == -32700));
    }

    [Theory]
    [InlineData(4, 5, "g", "defined already")]
    [InlineData(5, 2, "b", "defined in the scope already")]
    [InlineData(5, 2, "a", "defined in the scope already")]
    [InlineData(10, 6, "add", "another name of `plus`")]
    [InlineData(4, 7, "plus", null)]
    [InlineData(5, 2, "fresh", null)]
    public void A_name_that_is_taken_is_refused(int line, int character, string name, string? reason)
    {
        _editor.Save("lib.aqua", "aqua Lib declares *\n\nfunc plus(a: u8) -> u8:\n  <- a\n");
        _editor.Open("main.aqua", """
            aqua Main
            import plus as more from "lib.aqua"
            export f as main

            func f(a: u8) -> u8:
              c = a
              b = c
              <- b

            func g(a: u8) -> u8:
              <- more(f(a))

            """);
        int id = _editor.Ask("rename", "main.aqua", (line, character), new JsonObject { ["newName"] = name });
        Conversation said = _editor.Finish();

        if (reason is null)
        {
            Assert.NotNull(said.Result(id)!["changes"]);
        }
        else
        {
            Assert.Contains(reason, (string)said.Error(id)["message"]!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Content-Length: 99999999999\r\n\r\n")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: 10\r\n\r\n{}")]
    [InlineData("Content-Type: x\r\n\r\n{}")]
    [InlineData("Content")]
    public void A_broken_header_ends_the_server(string header)
    {
        _editor.SendRaw(header);
        Assert.False(_editor.Finish(saysGoodbye: false).IsRight);
    }

    [Fact]
    public void Damaged_messages_never_stop_the_server_by_accident()
    {
        OpenBoth();
        _editor.Ask("completion", "main.aqua", (9, 8));
        Random random = new(3);
        string question = new JsonObject
        {
            ["id"] = 999, ["method"] = "textDocument/hover", ["params"] = new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = _editor.Address("main.aqua") },
                ["position"] = new JsonObject { ["line"] = 9, ["character"] = 8 },
            },
        }.ToJsonString();
        byte[] session;
        using (MemoryStream sent = new())
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] body = Encoding.UTF8.GetBytes(question);
                body[random.Next(body.Length)] = (byte)random.Next(32, 127);
                sent.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
                sent.Write(body);
            }

            session = sent.ToArray();
        }

        _editor.SendRaw(Encoding.UTF8.GetString(session));
        Assert.True(_editor.Finish().IsRight);
    }

    [Fact]
    public void Requests_before_initialize_are_refused()
    {
        byte[] body = "{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{}}"u8.ToArray();
        using MemoryStream input = new([.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body]), output = new();
        Assert.False(new AquaLanguageServer(input, output, []).Run());
        Assert.Contains("-32002", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    private void OpenBoth()
    {
        _editor.Open("lib.aqua", Library);
        _editor.Open("main.aqua", Main);
    }

    private static JsonObject Part(int line, int character, int endLine, int endCharacter, string text) => new()
    {
        ["range"] = new JsonObject
        {
            ["start"] = new JsonObject { ["line"] = line, ["character"] = character },
            ["end"] = new JsonObject { ["line"] = endLine, ["character"] = endCharacter },
        },
        ["text"] = text,
    };

    private static string Shown(JsonNode location) =>
        $"{((string)location["uri"]!).Split('/')[^1]} {location["range"]!["start"]!["line"]}:{location["range"]!["start"]!["character"]}";

    private string[] Edits(JsonObject changes, string name) =>
        [.. ((JsonArray)changes[_editor.Address(name)]!)
            .Select(edit => $"{edit!["newText"]}@{edit["range"]!["start"]!["line"]}:{edit["range"]!["start"]!["character"]}").Order()];
}
