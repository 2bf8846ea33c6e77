using System.Collections.Immutable;
using Fluence.Wasm.Wasi.Files;
using Fluence.Wasm.Wasi.Functions;

namespace Fluence.Wasm.Wasi;

/// <summary>
/// WASI preview 1 for one guest: the functions of <c>wasi_snapshot_preview1</c>, and what the guest has open. What a guest may reach stands
/// in its <see cref="WasiOptions"/>. Use one for each instance; it is not for several threads at once.
/// </summary>
public sealed class WasiHost : IDisposable
{
    /// <summary>The name of the module that guests import.</summary>
    public const string ModuleName = "wasi_snapshot_preview1";

    /// <summary>All but proc_exit, with their parameters: <c>i</c> for i32 and <c>I</c> for i64. Each gives an error number.</summary>
    private static readonly (string Name, string Parameters, WasiFunction Function)[] Functions =
    [
        ("args_get", "ii", ProgramFunctions.ArgsGet),
        ("args_sizes_get", "ii", ProgramFunctions.ArgsSizesGet),
        ("environ_get", "ii", ProgramFunctions.EnvironGet),
        ("environ_sizes_get", "ii", ProgramFunctions.EnvironSizesGet),
        ("clock_res_get", "ii", ClockFunctions.ClockResGet),
        ("clock_time_get", "iIi", ClockFunctions.ClockTimeGet),
        ("fd_advise", "iIIi", ReadWriteFunctions.FdAdvise),
        ("fd_allocate", "iII", ReadWriteFunctions.FdAllocate),
        ("fd_close", "i", DescriptorFunctions.FdClose),
        ("fd_datasync", "i", ReadWriteFunctions.FdSync),
        ("fd_fdstat_get", "ii", DescriptorFunctions.FdFdstatGet),
        ("fd_fdstat_set_flags", "ii", DescriptorFunctions.FdFdstatSetFlags),
        ("fd_fdstat_set_rights", "iII", DescriptorFunctions.FdFdstatSetRights),
        ("fd_filestat_get", "ii", DescriptorFunctions.FdFilestatGet),
        ("fd_filestat_set_size", "iI", DescriptorFunctions.FdFilestatSetSize),
        ("fd_filestat_set_times", "iIIi", DescriptorFunctions.FdFilestatSetTimes),
        ("fd_pread", "iiiIi", ReadWriteFunctions.FdPread),
        ("fd_prestat_get", "ii", DescriptorFunctions.FdPrestatGet),
        ("fd_prestat_dir_name", "iii", DescriptorFunctions.FdPrestatDirName),
        ("fd_pwrite", "iiiIi", ReadWriteFunctions.FdPwrite),
        ("fd_read", "iiii", ReadWriteFunctions.FdRead),
        ("fd_readdir", "iiiIi", DescriptorFunctions.FdReaddir),
        ("fd_renumber", "ii", DescriptorFunctions.FdRenumber),
        ("fd_seek", "iIii", ReadWriteFunctions.FdSeek),
        ("fd_sync", "i", ReadWriteFunctions.FdSync),
        ("fd_tell", "ii", ReadWriteFunctions.FdTell),
        ("fd_write", "iiii", ReadWriteFunctions.FdWrite),
        ("path_create_directory", "iii", PathFunctions.PathCreateDirectory),
        ("path_filestat_get", "iiiii", PathFunctions.PathFilestatGet),
        ("path_filestat_set_times", "iiiiIIi", PathFunctions.PathFilestatSetTimes),
        ("path_link", "iiiiiii", PathFunctions.PathLink),
        ("path_open", "iiiiiIIii", OpenFunction.PathOpen),
        ("path_readlink", "iiiiii", PathFunctions.PathReadlink),
        ("path_remove_directory", "iii", PathFunctions.PathRemoveDirectory),
        ("path_rename", "iiiiii", PathFunctions.PathRename),
        ("path_symlink", "iiiii", PathFunctions.PathSymlink),
        ("path_unlink_file", "iii", PathFunctions.PathUnlinkFile),
        ("poll_oneoff", "iiii", PollFunction.PollOneoff),
        ("proc_raise", "i", ProgramFunctions.NotSupported),
        ("sched_yield", "", ProgramFunctions.SchedYield),
        ("random_get", "ii", ProgramFunctions.RandomGet),
        ("sock_accept", "iii", ProgramFunctions.NotSupported),
        ("sock_recv", "iiiiii", ProgramFunctions.NotSupported),
        ("sock_send", "iiiii", ProgramFunctions.NotSupported),
        ("sock_shutdown", "ii", ProgramFunctions.NotSupported),
    ];

    private readonly WasiOptions _options;
    private readonly DescriptorTable _open;

    /// <summary>Every function with its parameters: <c>i</c> for i32 and <c>I</c> for i64.</summary>
    internal static IEnumerable<(string Name, string Parameters)> Signatures =>
        [.. Functions.Select(function => (function.Name, function.Parameters)), ("proc_exit", "i")];

    /// <summary>
    /// Opens the streams and folders that the guest is given: numbers 0 to 2, and from 3 on in the order of the folders' names.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    public WasiHost(WasiOptions? options = null)
    {
        _options = options ?? new WasiOptions();
        _open = new DescriptorTable(_options.MaxOpenFiles);
        foreach (Stream stream in (Stream[])[_options.Input, _options.Output, _options.Error])
        {
            _open.Add(new StreamDescriptor(stream));
        }

        foreach ((string name, string path) in _options.Folders.OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            string root = Path.GetFullPath(path);
            if (!Directory.Exists(root))
            {
                throw new DirectoryNotFoundException($"the folder {root}, which the guest should know as '{name}', does not exist");
            }

            _open.Add(new FolderDescriptor(root, [], name, _options.UnlistedFolders.Contains(name))
            {
                Rights = Rights.Folder, Inheriting = Rights.All,
            });
        }
    }

    /// <summary>Offers the functions for import.</summary>
    public void DefineOn(WasmImports imports)
    {
        ArgumentNullException.ThrowIfNull(imports);
        imports.DefineFunction(
            ModuleName,
            "proc_exit",
            new WasmFunctionType([WasmValueType.I32], []),
            (_, arguments, _) => throw new WasiExitException(arguments[0].AsI32));
        foreach ((string name, string parameters, WasiFunction function) in Functions)
        {
            ImmutableArray<WasmValueType> types = [.. parameters.Select(letter => letter == 'i' ? WasmValueType.I32 : WasmValueType.I64)];
            imports.DefineFunction(
                ModuleName,
                name,
                new WasmFunctionType(types, [WasmValueType.I32]),
                (caller, arguments, results) => results[0] = (int)Run(function, caller, arguments));
        }
    }

    /// <summary>Closes everything that the guest has left open.</summary>
    public void Dispose() => _open.Dispose();

    private WasiErrno Run(WasiFunction function, WasmInstance caller, ReadOnlySpan<WasmValue> arguments)
    {
        try
        {
            function(Call(caller, arguments));
            return WasiErrno.Success;
        }
        catch (Exception failure) when (failure is WasiException or IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            return WasiException.Of(failure);
        }
    }

    private WasiCall Call(WasmInstance caller, ReadOnlySpan<WasmValue> arguments) => new(
        arguments, new GuestMemory(caller.Memory ?? throw new WasiException(WasiErrno.Fault)), _options, _open);
}
