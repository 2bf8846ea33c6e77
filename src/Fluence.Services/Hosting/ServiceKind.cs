namespace Fluence.Services.Hosting;

/// <summary>What a service is. Scripts see it as <c>service_type</c> in lower case.</summary>
public enum ServiceKind
{
    /// <summary>Modules of Wasm.</summary>
    Service,

    /// <summary>The storage of a spell.</summary>
    Spell,
}
