using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Fluence.Benchmarks;

/// <summary>The kernels' C sources, compiled for this machine by clang-19 -O2.</summary>
internal sealed unsafe class NativeKernels : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fluence-kernels");
    private readonly Dictionary<string, nint> _functions = [];

    /// <summary>Compiles the kernels; those that cannot be are missing then.</summary>
    internal NativeKernels(string sources, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            string library = Path.Combine(_folder.FullName, name + ".so");
            if (Compile(Path.Combine(sources, name + ".c"), library))
            {
                _functions[name] = NativeLibrary.GetExport(NativeLibrary.Load(library), "run");
            }
        }
    }

    /// <summary>Whether a kernel can be run.</summary>
    internal bool Has(string name) => _functions.ContainsKey(name);

    /// <summary>Runs a kernel; its result is left where the machine leaves it.</summary>
    internal void Run(string name, int argument) => ((delegate* unmanaged<int, void>)_functions[name])(argument);

    /// <summary>Removes the compiled files.</summary>
    public void Dispose() => _folder.Delete(recursive: true);

    private static bool Compile(string source, string library)
    {
        try
        {
            using Process clang = Process.Start("clang-19", ["-O2", "-shared", "-fPIC", "-w", "-o", library, source, "-lm"]);
            clang.WaitForExit();
            return clang.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
