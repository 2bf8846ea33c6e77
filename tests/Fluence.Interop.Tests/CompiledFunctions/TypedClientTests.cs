using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Client;
using Fluence.Libp2p.Multiaddrs;
using Fluence.TestKit;
using static Fluence.Interop.Tests.CompiledFunctions.TypedClient;

namespace Fluence.Interop.Tests.CompiledFunctions;

/// <summary>A C# client made by our compiler, over peers of ours: from the Aqua source to the answer without anything of the original.</summary>
public sealed class TypedClientTests : IAsyncLifetime
{
    private static readonly Item Full = new("a", "n", ["x", "y"]), Bare = new("", null, []);

    private PeerNetwork _network = null!;
    private FluenceClient _connection = null!;
    private TypedClient _client = null!;

    public async Task InitializeAsync()
    {
        _network = await PeerNetwork.StartAsync(2);
        _connection = await FluenceClient.ConnectAsync(Multiaddr.Parse(_network.Relay(0))).Soon();
        _client = new TypedClient(_connection);
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public void The_client_is_what_the_compiler_makes_of_the_source()
    {
        AquaProgram program = Compile();
        Assert.Equal(File.ReadAllText(Beside("TypedClient.g.cs")), program.ToCSharp(typeof(TypedClient).Namespace!, nameof(TypedClient)));
    }

    [Fact]
    public async Task A_file_in_a_project_is_a_class()
    {
        StringWriter output = new();
        await HelloAqua.Program.RunAsync(_network.Relay(0), "Ada", output).Soon();
        Assert.Equal("noted: Hello, Ada!\nHello, Ada! (at 36)\n", output.ToString());
    }

    [NodeTheory("client")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_module_for_js_client_does_the_same(bool hasTypes)
    {
        AquaProgram program = Compile();
        using Process node = NodeProgram.Start("client", "generated.mjs", _network.Relay(0), hasTypes ? "mts" : "mjs");
        await node.StandardInput.WriteAsync(hasTypes ? program.ToTypeScript() : program.ToJavaScript());
        node.StandardInput.Close();
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync().Soon();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        Assert.Equal(
            """
            {"roundTrip":[{"name":"a","note":null,"tags":["x"]},7],"several":[true,1,"a"],"callBack":"said hi!","askService":"n","tellOnly":"so?"}
            """,
            output.TrimEnd());
    }

    [Fact]
    public async Task Data_and_options_come_back_as_they_went()
    {
        (Item item, uint? count) = await _client.RoundTripAsync(Full, 7).Soon();
        Assert.Equal((Full.Name, Full.Note, 7u), (item.Name, item.Note, count));
        Assert.Equal(Full.Tags, item.Tags);
        (item, count) = await _client.RoundTripAsync(Bare, null).Soon();
        Assert.Equal((Bare.Name, null, null), (item.Name, item.Note, count));
        Assert.Empty(item.Tags);
    }

    [Fact]
    public async Task Several_results_are_a_tuple() => Assert.Equal((true, 255, "a"), await _client.SeveralAsync("a", 255, true).Soon());

    [Fact]
    public async Task Functions_of_the_caller_are_called()
    {
        Assert.Equal("said hi!", await _client.CallBackAsync("hi", text => Task.FromResult($"said {text}")).Soon());
        TaskCompletionSource<string> told = new();
        await _client.TellOnlyAsync("so", text =>
        {
            told.SetResult(text);
            return Task.CompletedTask;
        }).Soon();
        Assert.Equal("so?", await told.Task.Soon());
    }

    [Fact]
    public async Task A_service_of_the_caller_is_an_interface_to_implement()
    {
        Notes notes = new();
        using (_client.RegisterLocal(notes))
        {
            Assert.Equal("n", await _client.AskServiceAsync(Full).Soon());
            Assert.Null(await _client.AskServiceAsync(Bare).Soon());
        }

        Assert.Equal(["nobody", "nobody"], notes.Forgotten);
    }

    [Fact]
    public async Task An_error_on_the_relay_names_it()
    {
        ScriptException failed = await Assert.ThrowsAsync<ScriptException>(() => _client.FailsAsync("x").Soon());
        Assert.EndsWith($"(on {_network.Id(0)})", failed.Message, StringComparison.Ordinal);
    }

    private static AquaProgram Compile()
    {
        AquaProgram program = new AquaCompiler(new FileSources(), AquaImports.None).Compile(NodeProgram.PathOf("client", "typed.aqua"));
        Assert.Empty(program.Diagnostics);
        return program;
    }

    private static string Beside(string file, [CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, file);

    private sealed class Notes : ILocal
    {
        public List<string> Forgotten { get; } = [];

        public Task<string?> DescribeAsync(Item item, CancellationToken cancellation) => Task.FromResult(item.Note);

        public Task ForgetAsync(string name, CancellationToken cancellation)
        {
            Forgotten.Add(name);
            return Task.CompletedTask;
        }
    }

    private sealed class FileSources : IAquaSources
    {
        public string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
