using Fluence.Marine;
using Fluence.Projects.Building.Cpp;
using Fluence.Projects.Building.Rust;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Building;

/// <summary>What compilers and package managers write.</summary>
public sealed class CompilerFilesTests
{
    [Fact]
    public void Dependencies_may_have_spaces_and_go_over_lines() => Assert.Equal(
        ["src/a.cpp", "my headers/a.hpp", "b.hpp"], DependencyFile.Read("build/a.o: src/a.cpp \\\n  my\\ headers/a.hpp \\\n b.hpp\n"));

    [Fact]
    public void Artifacts_of_cargo_are_those_in_webassembly()
    {
        const string start = """{"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml",""";
        const string messages = $$"""
            {{start}}"target":{"kind":["lib"],"name":"l"},"profile":{"test":false},"filenames":["/t/l.rlib"],"fresh":true}
            {{start}}"target":{"kind":["bin"],"name":"m"},"profile":{"test":true},"filenames":["/t/m.wasm"],"fresh":false}
            {"reason":"build-finished","success":true}
            not a message
            """;
        Assert.Equal(new CargoArtifact("/t/m.wasm", "m", "bin", "/p/Cargo.toml", true, false), Assert.Single(CargoArtifact.Read(messages)));
    }

    [Theory]
    [InlineData("[[package]]\nname = \"marine-rs-sdk\"\nversion = \"0.10.2\"\nsource = \"registry\"\n", "0.10.2")]
    [InlineData("[[package]]\nname = \"fluence-sdk\"\nversion = \"0.1.0\"\n", "0.14.0")]
    public void The_sdk_is_that_of_the_lock(string text, string version)
    {
        using TemporaryFolder folder = new();
        folder.Write("Cargo.lock", text);
        Assert.Equal(version, CargoLock.FindSdkVersion(folder.Write("m/Cargo.toml", "")).ToString());
        Assert.NotEqual(new SemVersion(0, 1, 0), CargoLock.FindSdkVersion(Path.Combine(folder.Path, "Cargo.toml")));
    }
}
