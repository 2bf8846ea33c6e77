using System.Diagnostics.CodeAnalysis;
using Fluence.Ipfs;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Vault;

namespace Fluence.Services.Builtins;

/// <summary>
/// The service <c>aqua-ipfs</c> of the peer itself, for its owners: files and values between IPFS and the particle's vault. Workers may
/// have a service of that name of their own, for anyone. Results are structures with <c>success</c> and <c>error</c>, as the original's.
/// </summary>
internal sealed class AquaIpfsBuiltins(
    IpfsAccess? ipfs, ParticleVault vault, ServicePool pool, HostingOptions options, PeerScopes scopes, CallGuard guard, TimeProvider time)
{
    private readonly AquaIpfsAddresses _addresses = new(ipfs);
    private long _timeoutSeconds = 10;

    public ValueTask<FunctionOutcome> PutAsync(CallContext call, CancellationToken cancellation) =>
        StoreAsync(call, static (ipfs, content, stop) => ipfs.AddAsync(content, stop), cancellation);

    public ValueTask<FunctionOutcome> DagPutAsync(CallContext call, CancellationToken cancellation) =>
        StoreAsync(call, static (ipfs, content, stop) => ipfs.AddDagAsync(content, stop), cancellation);

    public ValueTask<FunctionOutcome> GetAsync(CallContext call, CancellationToken cancellation) =>
        FetchAsync(call, (own, hash, from, stop) => own.ReadFileAsync(hash, options.MaxVaultSize, from, stop), cancellation);

    public ValueTask<FunctionOutcome> DagGetAsync(CallContext call, CancellationToken cancellation) =>
        FetchAsync(call, static (own, hash, from, stop) => own.ReadDagAsync(hash, from, stop), cancellation);

    public async ValueTask<FunctionOutcome> CatAsync(CallContext call, CancellationToken cancellation)
    {
        if (!TryReadSource(call, out IpfsAccess? own, out string? hash, out Multiaddr? from, out FunctionOutcome refusal, "contents"))
        {
            return refusal;
        }

        return await AnswerAsync("contents", async stop =>
        {
            byte[] content = await own.ReadFileAsync(hash, options.ResultLimit, from, stop);
            return Utf8Argument.TryDecode(content, out string? text, out _)
                ? text : throw new IpfsFormatException("ipfs cat error: stdout or stderr contains non valid UTF8 string");
        }, cancellation);
    }

    public async ValueTask<FunctionOutcome> ConnectAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (Refuse(call, out IpfsAccess? own) is { } refusal)
        {
            return refusal;
        }

        return !arguments.TryNext("multiaddr", Shapes.Text, out string? text) ? arguments.Error
            : !Multiaddr.TryParse(text, out Multiaddr? address) ? Failure(null, $"invalid multiaddr: {text}")
            : await AnswerAsync(null, async stop =>
            {
                await own!.ConnectAsync(address, stop);
                return "";
            }, cancellation);
    }

    public FunctionOutcome SetTimeout(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (Refuse(call, out _) is { } refusal)
        {
            return refusal;
        }

        if (!arguments.TryNext("timeout_sec", Shapes.U64, out ulong seconds))
        {
            return arguments.Error;
        }

        Interlocked.Exchange(ref _timeoutSeconds, (long)Math.Min(seconds, 3600 * 24));
        return FunctionOutcome.Ok(JsonNull.Instance);
    }

    public FunctionOutcome GetLocalApi(CallContext call) =>
        Refuse(call, out IpfsAccess? own) ?? Told(own!.LocalApi, "local api multiaddr is not set");

    public FunctionOutcome GetExternalApi(CallContext call) =>
        Refuse(call, out _) ?? Told(_addresses.ExternalApi, "external api multiaddr is not set");

    public FunctionOutcome GetExternalSwarm(CallContext call) =>
        Refuse(call, out _) ?? Told(_addresses.ExternalSwarm, "multiaddr is not set");

    public FunctionOutcome SetLocalApi(CallContext call)
    {
        if (!TryReadAddress(call, "local api", out Multiaddr? address, out FunctionOutcome refusal))
        {
            return refusal;
        }

        try
        {
            ipfs!.Use(address);
            return Success(null, "");
        }
        catch (IpfsException wrong)
        {
            return Failure(null, wrong.Message);
        }
    }

    public ValueTask<FunctionOutcome> SetExternalApiAsync(CallContext call, CancellationToken cancellation) =>
        SetExternalAsync(call, "external api", address => _addresses.ExternalApi = address, cancellation);

    public ValueTask<FunctionOutcome> SetExternalSwarmAsync(CallContext call, CancellationToken cancellation) =>
        SetExternalAsync(call, "external swarm", address => _addresses.ExternalSwarm = address, cancellation);

    /// <summary>A function that the original's service does not have: workers' own services may.</summary>
    public FunctionOutcome Other(CallContext call) => (call.Scope.IsHost ? guard.Check(call) : null) ?? FunctionOutcome.NotDefined;

    private async ValueTask<FunctionOutcome> StoreAsync(
        CallContext call, Func<IpfsAccess, byte[], CancellationToken, Task<Primitives.Content.Cid>> store, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (Refuse(call, out IpfsAccess? own) is { } refusal)
        {
            return refusal;
        }

        if (!arguments.TryNext("file_path", Shapes.Text, out string? path))
        {
            return arguments.Error;
        }

        (byte[]? content, ServiceFault? fault) = await pool.RunAsync(call.Scope, () =>
            vault.TryRead(call.Scope, call.Particle, path, own!.Node.Options.MaxFileSize, out byte[]? read, out ServiceFault? problem)
                ? (read, null) : ((byte[]?)null, problem), cancellation);
        return content is null
            ? Failure("hash", fault!.Debug == "NotFound" ? $"path {path} doesn't exist" : fault.Message)
            : await AnswerAsync("hash", async stop => (await store(own!, content, stop)).ToString(), cancellation);
    }

    /// <summary>Gets something and writes it into the vault, under the name of its id as the original does.</summary>
    private async ValueTask<FunctionOutcome> FetchAsync(
        CallContext call, Func<IpfsAccess, string, Multiaddr?, CancellationToken, Task<byte[]>> fetch, CancellationToken cancellation)
    {
        if (!TryReadSource(call, out IpfsAccess? own, out string? hash, out Multiaddr? from, out FunctionOutcome refusal, "path"))
        {
            return refusal;
        }

        return await AnswerAsync("path", async stop =>
        {
            byte[] content = await fetch(own, hash, from, stop);
            string name = hash.Trim('/').Replace('/', '_');
            (string? path, ServiceFault? fault) = await pool.RunAsync(call.Scope, () =>
                vault.TryPut(call.Scope, call.Particle, name, content, out string? written, out ServiceFault? problem)
                    ? (written, null) : ((string?)null, problem), stop);
            return path ?? throw new IpfsException(fault!.Message);
        }, cancellation);
    }

    private async ValueTask<FunctionOutcome> SetExternalAsync(
        CallContext call, string what, Action<Multiaddr> set, CancellationToken cancellation)
    {
        if (!TryReadAddress(call, what, out Multiaddr? address, out FunctionOutcome refusal))
        {
            return refusal;
        }

        return await AnswerAsync(null, async stop =>
        {
            set(await _addresses.WithIdAsync(address, stop));
            return "";
        }, cancellation);
    }

    /// <summary>Runs an operation within the service's time; what goes wrong is told in the result.</summary>
    private async ValueTask<FunctionOutcome> AnswerAsync(
        string? field, Func<CancellationToken, Task<string>> run, CancellationToken cancellation)
    {
        TimeSpan timeout = TimeSpan.FromSeconds(Interlocked.Read(ref _timeoutSeconds));
        using CancellationTokenSource timer = new(timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return Success(field, await run(either.Token));
        }
        catch (Exception failure)
            when (failure is IOException or TimeoutException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return Failure(field, failure.Message);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Failure(field, $"it took longer than {timeout.TotalSeconds} s; aqua-ipfs.set_timeout sets how long it may take");
        }
    }

    private bool TryReadSource(
        CallContext call,
        [NotNullWhen(true)] out IpfsAccess? own,
        [NotNullWhen(true)] out string? hash,
        out Multiaddr? from,
        out FunctionOutcome refusal,
        string field)
    {
        (hash, from) = (null, null);
        CallArguments arguments = new(call.Request.Arguments);
        refusal = Refuse(call, out own) ?? default;
        if (own is null)
        {
            return false;
        }

        bool isFrom = call.Request.FunctionName.EndsWith("_from", StringComparison.Ordinal);
        string? text = null;
        if (!arguments.TryNext("hash", Shapes.Text, out hash)
            || (isFrom && !arguments.TryNext("external_multiaddr", Shapes.Text, out text)))
        {
            refusal = arguments.Error;
            return false;
        }

        if (isFrom && !Multiaddr.TryParse(text, out from))
        {
            refusal = Failure(field, $"invalid multiaddr: {text}");
            return false;
        }

        return true;
    }

    private bool TryReadAddress(CallContext call, string what, [NotNullWhen(true)] out Multiaddr? address, out FunctionOutcome refusal)
    {
        address = null;
        CallArguments arguments = new(call.Request.Arguments);
        refusal = Refuse(call, out IpfsAccess? own) ?? default;
        if (own is null)
        {
            return false;
        }

        if (!scopes.IsHost(call.InitPeerId) && !scopes.IsManagement(call.InitPeerId))
        {
            refusal = Failure(null, $"only service creator can set {what} multiaddr");
            return false;
        }

        if (!arguments.TryNext("multiaddr", Shapes.Text, out string? text))
        {
            refusal = arguments.Error;
            return false;
        }

        refusal = Failure(null, $"invalid multiaddr: {text}");
        return Multiaddr.TryParse(text, out address);
    }

    /// <summary>
    /// Null when the call is the native service's and allowed; a peer without IPFS, and workers, leave it to hosted services.
    /// </summary>
    private FunctionOutcome? Refuse(CallContext call, out IpfsAccess? own)
    {
        FunctionOutcome other = Other(call);
        own = other.IsError || !call.Scope.IsHost ? null : ipfs;
        return own is null ? other : null;
    }

    private static FunctionOutcome Told(Multiaddr? address, string problem) =>
        address is null ? Failure("multiaddr", problem) : Success("multiaddr", address.ToString());

    private static FunctionOutcome Success(string? field, string value) => Result(true, "", field, value);

    private static FunctionOutcome Failure(string? field, string problem) => Result(false, problem, field, "");

    private static FunctionOutcome Result(bool success, string error, string? field, string value)
    {
        (string, JsonValue)[] members = [("success", JsonBool.Of(success)), ("error", new JsonString(error))];
        return FunctionOutcome.Ok(new JsonObject(field is null ? members : [.. members, (field, new JsonString(value))]));
    }
}
