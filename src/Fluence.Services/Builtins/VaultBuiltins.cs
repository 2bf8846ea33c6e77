using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Vault;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>vault</c>: files of the particle's own vault.</summary>
internal sealed class VaultBuiltins(ParticleVault vault, HostingOptions options)
{
    public FunctionOutcome Put(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("data", Shapes.Text, out string? text) ? arguments.Error
            : vault.TryPut(call.Scope, call.Particle, text, out string? path, out ServiceFault? fault) ? FunctionOutcome.Ok(path)
            : fault.ToOutcome();
    }

    public FunctionOutcome Cat(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return !arguments.TryNext("path", Shapes.Text, out string? path) ? arguments.Error
            : vault.TryRead(call.Scope, call.Particle, path, options.ResultLimit, out byte[]? content, out _)
                && Utf8Argument.TryDecode(content, out string? text, out _) ? FunctionOutcome.Ok(text)
            : FunctionOutcome.Fail($"Error reading vault file `{path}`");
    }
}
