using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fluence.TestKit;

namespace Fluence.Aqua.Generator.Tests;

/// <summary>A project on disk, built by the SDK with the files that the package brings.</summary>
public sealed class BuildTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aqua-build-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_project_builds_and_its_mistakes_have_places()
    {
        string package = PackageFolder(), tests = AppContext.BaseDirectory;
        Write("project.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{package}/Fluence.Aqua.Generator.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace>My.App</RootNamespace>
                <NuGetAudit>false</NuGetAudit>
                <AquaImports>more;imports</AquaImports>
                <AquaConstants>
                  N=7;
                  WORD="a, b"
                </AquaConstants>
              </PropertyGroup>
              <ItemGroup>
                <AquaFile Remove="imports/**" />
                <Analyzer Include="{tests}Fluence.Aqua.Generator.dll;{tests}Fluence.Aqua.dll;{tests}Fluence.Primitives.dll;{tests}SimpleBase.dll" />
                <Reference Include="{tests}Fluence.Client.dll;{tests}Fluence.Primitives.dll" />
              </ItemGroup>
              <Import Project="{package}/Fluence.Aqua.Generator.targets" />
            </Project>
            """);
        Write("use.cs", "public class Use { public object F(Fluence.Client.FluenceClient c) => new My.App.Calls.Numbers(c).CountAsync(1); }");
        Write("calls/numbers.aqua", "aqua Numbers declares *\n\nimport \"lib.aqua\"\n\nexport count\n\nfunc count(n: u8) -> i64, string:\n  <- N, WORD\n");
        string lib = Write("imports/lib.aqua", "aqua Lib declares *\n\nconst N ?= 1\nconst WORD ?= \"none\"\n");
        (int code, string output) = await BuildAsync("-p:EmitCompilerGeneratedFiles=true");
        Assert.True(code == 0, output);
        string made = Directory.GetFiles(Path.Combine(_folder, "obj"), "calls.numbers.aqua.g.cs", SearchOption.AllDirectories).Single();
        Assert.Contains("[7 \"a, b\"]", await File.ReadAllTextAsync(made), StringComparison.Ordinal);

        File.WriteAllText(lib, "aqua Lib declares *\n\nconst N ?= \n");
        (code, output) = await BuildAsync("--no-restore");
        Assert.Equal(1, code);
        Assert.Contains("lib.aqua(3,", output, StringComparison.Ordinal);
        Assert.Contains(": error AQUA_syntax: ", output, StringComparison.Ordinal);
    }

    private static string PackageFolder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../src/Fluence.Aqua.Generator/build"));

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Code, string Output)> BuildAsync(params string[] options)
    {
        ProcessStartInfo start = new("dotnet", ["build", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. options])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true,
        };

        // those of the build that runs this test would go on to the one that it starts
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync().Soon();
        await process.WaitForExitAsync().Soon();
        return (process.ExitCode, output);
    }
}
