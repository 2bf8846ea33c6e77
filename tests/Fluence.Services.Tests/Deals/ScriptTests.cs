using System.Runtime.CompilerServices;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Services.Deals;

namespace Fluence.Services.Tests.Deals;

/// <summary>The scripts that peers carry are those of <c>aqua/@fluence/deal</c>.</summary>
public sealed class ScriptTests
{
    [Theory]
    [InlineData("decider")]
    [InlineData("worker")]
    public void The_script_is_what_the_source_compiles_to(string name)
    {
        string root = Root(), library = Path.Combine(root, "aqua");
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.Folders(library), AquaOptions.Default)
            .Compile(Path.Combine(library, "@fluence", "deal", name + ".aqua"));
        Assert.Empty(program.Diagnostics);
        string compiled = program.Functions[0].Air;
        string file = Path.Combine(root, "src", "Fluence.Services", "Deals", "Scripts", name + ".air");
        Assert.True(
            Lines(compiled) == Lines(File.ReadAllText(file)),
            $"{file} is not what the source compiles to: fluence aqua compile aqua/@fluence/deal/{name}.aqua -I aqua > {file}");
        Assert.Equal(Lines(compiled), name == "decider" ? SystemScripts.Decider.Trim() : SystemScripts.Worker.Trim());
    }

    private static string Lines(string air) =>
        string.Join('\n', air.Split('\n').Select(line => line.TrimStart()).Where(line => !line.StartsWith(';'))).Trim();

    private static string Root([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..");
}
