using System.Runtime.CompilerServices;
using Fluence.Marine.Sections;

namespace Fluence.Marine.Tests.Support;

/// <summary>The original interpreter from npm: a real module of Marine.</summary>
internal static class AvmModule
{
    public static WasmModuleFile Read([CallerFilePath] string thisFile = "")
    {
        string tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
        return WasmModuleFile.Read(File.ReadAllBytes(
            Path.Combine(tests, "interop", "client", "node_modules", "@fluencelabs", "avm", "dist", "avm.wasm")));
    }
}
