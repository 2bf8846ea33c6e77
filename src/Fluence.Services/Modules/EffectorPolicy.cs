using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Services.Calls;

namespace Fluence.Services.Modules;

/// <summary>Which programs of the host modules may run: those that are listed for a module's CID.</summary>
/// <param name="Allowed">For each module's CID the programs, by the names under which it imports them.</param>
/// <param name="Default">The programs of all other modules; null forbids them every program.</param>
public sealed record EffectorPolicy(
    ImmutableDictionary<string, ImmutableSortedDictionary<string, string>> Allowed, ImmutableSortedDictionary<string, string>? Default)
{
    private const string CurlModule = "bafkreids22lgia5bqs63uigw4mqwhsoxvtnkpfqxqy5uwyyerrldsr32ce";

    /// <summary>No module may run anything.</summary>
    public static EffectorPolicy None { get; } =
        new(ImmutableDictionary<string, ImmutableSortedDictionary<string, string>>.Empty, null);

    /// <summary>The published module for curl, and no other: the default of the original.</summary>
    public static EffectorPolicy Curl { get; } = new(
        None.Allowed.Add(CurlModule, ImmutableSortedDictionary<string, string>.Empty.Add("curl", "/usr/bin/curl")), null);

    /// <summary>The programs that a module gets; an error where it may not have what it imports.</summary>
    /// <param name="name">The module's name, for the message.</param>
    /// <param name="cid">Its CID.</param>
    /// <param name="imports">The programs that it imports.</param>
    /// <param name="binaries">What it gets: nothing where it imports none.</param>
    /// <param name="error">Why it may not.</param>
    internal bool TryAllow(
        string name,
        string cid,
        IReadOnlyCollection<string> imports,
        [NotNullWhen(true)] out ImmutableSortedDictionary<string, string>? binaries,
        [NotNullWhen(false)] out ServiceFault? error)
    {
        error = null;
        binaries = imports.Count == 0 ? ImmutableSortedDictionary<string, string>.Empty : Allowed.GetValueOrDefault(cid) ?? Default;
        if (binaries is null)
        {
            error = new ServiceFault(
                $"Config error: requested module effector {name} with CID {cid} is forbidden on this host",
                $"ForbiddenEffector {{ module_name: {RustDebug.Print(name)}, forbidden_cid: {RustDebug.Print(cid)} }}");
            return false;
        }

        foreach (string import in imports)
        {
            if (!binaries.ContainsKey(import))
            {
                error = new ServiceFault(
                    $"Module {name} with CID {cid} requested a binary `{import}` which isn't in the configured list of binaries",
                    $"InvalidEffectorMountedBinary {{ module_name: {RustDebug.Print(name)}, module_cid: {RustDebug.Print(cid)}, "
                    + $"binary_name: {RustDebug.Print(import)} }}");
                binaries = null;
                return false;
            }
        }

        return true;
    }
}
