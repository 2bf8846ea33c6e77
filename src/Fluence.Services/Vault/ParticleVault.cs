using System.Diagnostics.CodeAnalysis;
using System.Text;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;

namespace Fluence.Services.Vault;

/// <summary>
/// The folders through which the services of a particle hand files to each other: one for each particle and scope, named
/// <c>‹particle id›-‹token›</c>. Only who knows the token finds it, since services cannot list the folder of all vaults.
/// </summary>
internal sealed class ParticleVault
{
    /// <summary>Where services find the vaults of their scope.</summary>
    public const string VirtualRoot = "/tmp/vault";

    private const int MaxNameLength = 200;

    private readonly string _root;
    private readonly PeerScopes _scopes;
    private readonly VaultTokens _tokens;
    private readonly HostingOptions _options;

    /// <summary>Makes the vaults of a peer. What a former run has left is removed.</summary>
    /// <exception cref="StateException">The folder cannot be used.</exception>
    public ParticleVault(string root, PeerScopes scopes, VaultTokens tokens, HostingOptions options)
    {
        _root = Path.GetFullPath(root);
        _scopes = scopes;
        _tokens = tokens;
        _options = options;
        try
        {
            if (Directory.Exists(_root))
            {
                Directory.Delete(_root, recursive: true);
            }

            Directory.CreateDirectory(_root);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"cannot empty the folder of vaults {_root}: {failure.Message}", failure);
        }
    }

    /// <summary>The folder of the host with all vaults of a scope; it is made where it is missing.</summary>
    public string FolderOf(PeerScope scope) =>
        Directory.CreateDirectory(Path.Combine(_root, _scopes.IdOf(scope).ToString())).FullName;

    /// <summary>Makes a particle's vault for services to use. Particles whose id cannot be the name of a folder have none.</summary>
    public void Create(PeerScope scope, CallingParticle particle)
    {
        if (NameOf(particle) is { } name)
        {
            Directory.CreateDirectory(Path.Combine(FolderOf(scope), name));
        }
    }

    /// <summary>Writes a new file; gives the path by which services find it.</summary>
    public bool TryPut(
        PeerScope scope,
        CallingParticle particle,
        string text,
        [NotNullWhen(true)] out string? virtualPath,
        [NotNullWhen(false)] out ServiceFault? fault) =>
        TryPut(scope, particle, Guid.NewGuid().ToString(), Encoding.UTF8.GetBytes(text), out virtualPath, out fault);

    /// <summary>Writes a file of a given name, in place of one that there may be; gives the path by which services find it.</summary>
    public bool TryPut(
        PeerScope scope,
        CallingParticle particle,
        string file,
        ReadOnlySpan<byte> content,
        [NotNullWhen(true)] out string? virtualPath,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        virtualPath = null;
        if (NameOf(particle) is not { } name)
        {
            fault = NoVault(particle);
            return false;
        }

        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(FolderOf(scope), name));
        if (folder.EnumerateFiles().Where(other => other.Name != file).Sum(other => other.Length) + content.Length > _options.MaxVaultSize)
        {
            fault = new ServiceFault($"the vault of particle {particle.Id} holds at most {_options.MaxVaultSize} bytes", "VaultFull");
            return false;
        }

        // renamed into its place: what a service may have put there, a link also, is replaced and not followed
        string temporary = Path.Combine(folder.FullName, $".{Guid.NewGuid()}");
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, Path.Combine(folder.FullName, file), overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            fault = new ServiceFault($"cannot write `{VirtualRoot}/{name}/{file}`: {failure.Message}", "WriteVault");
            return false;
        }

        virtualPath = $"{VirtualRoot}/{name}/{file}";
        fault = null;
        return true;
    }

    /// <summary>Reads a file of the particle's own vault.</summary>
    /// <param name="scope">On whom it is read.</param>
    /// <param name="particle">The particle.</param>
    /// <param name="path">As services see it, or relative to the particle's vault.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="content">Its contents.</param>
    /// <param name="fault">Why not.</param>
    public bool TryRead(
        PeerScope scope,
        CallingParticle particle,
        string path,
        long limit,
        [NotNullWhen(true)] out byte[]? content,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        content = null;
        if (NameOf(particle) is not { } name)
        {
            fault = NoVault(particle);
            return false;
        }

        string vault = Path.Combine(FolderOf(scope), name);
        if (!VaultPath.TryResolve(vault, $"{VirtualRoot}/{name}", path, out string? file, out fault))
        {
            return false;
        }

        try
        {
            using FileStream stream = File.OpenRead(file);
            if (stream.Length > limit)
            {
                fault = new ServiceFault(
                    $"Read vault failed for `{path}`: it has {stream.Length} bytes, at most {limit} are read", "ReadVault");
                return false;
            }

            content = new byte[stream.Length];
            stream.ReadExactly(content);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            fault = new ServiceFault($"Read vault failed for `{path}`: {failure.Message}", "ReadVault");
            return false;
        }
    }

    /// <summary>Whether a particle's own vault has something at a path.</summary>
    public bool HasFile(PeerScope scope, CallingParticle particle, string path) => NameOf(particle) is { } name
        && VaultPath.TryResolve(Path.Combine(FolderOf(scope), name), $"{VirtualRoot}/{name}", path, out _, out _);

    /// <summary>Removes the vault of a particle that has ended on a scope; it may go on on others.</summary>
    public void Remove(PeerScope scope, CallingParticle particle)
    {
        if (NameOf(particle, isKnown: true) is not { } name)
        {
            return;
        }

        string vault = Path.Combine(_root, _scopes.IdOf(scope).ToString(), name);
        if (Directory.Exists(vault))
        {
            Directory.Delete(vault, recursive: true);
        }

        if (!Directory.EnumerateDirectories(_root).Any(other => Directory.Exists(Path.Combine(other, name))))
        {
            _tokens.Forget(particle.Signature);
        }
    }

    /// <summary>Removes all vaults of a scope that is there no more. What is in use meanwhile goes at the next start.</summary>
    public void RemoveAll(PeerScope scope)
    {
        try
        {
            Directory.Delete(Path.Combine(_root, _scopes.IdOf(scope).ToString()), recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // there are none, or a service writes one just now
        }
    }

    /// <summary>The name of a particle's folder; null where its id cannot be part of one.</summary>
    private string? NameOf(CallingParticle particle, bool isKnown = false)
    {
        if (particle.Id.Length is 0 or > MaxNameLength || particle.Id.StartsWith('.') || particle.Id.IndexOfAny(['/', '\\', '\0', ':']) >= 0
            || Encoding.UTF8.GetByteCount(particle.Id) > MaxNameLength)
        {
            return null;
        }

        string? token = isKnown ? _tokens.Find(particle.Signature) : _tokens.Of(particle.Signature);
        return token is null ? null : $"{particle.Id}-{token}";
    }

    private static ServiceFault NoVault(CallingParticle particle) => new(
        $"particle '{Shorten(particle.Id)}' has no vault: its id cannot be the name of a folder", "CreateVault");

    private static string Shorten(string id) => id.Length <= MaxNameLength ? id : id[..MaxNameLength];
}
