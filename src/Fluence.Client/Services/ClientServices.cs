using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Fluence.Client.Services;

/// <summary>The services that a client offers to all scripts.</summary>
internal sealed class ClientServices
{
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, ServiceFunction>> _services = new(StringComparer.Ordinal);

    internal IDisposable Register(string serviceId, IReadOnlyDictionary<string, ServiceFunction> functions)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceId);
        ArgumentNullException.ThrowIfNull(functions);
        ImmutableDictionary<string, ServiceFunction> service = functions.ToImmutableDictionary(StringComparer.Ordinal);
        return _services.TryAdd(serviceId, service)
            ? new Registration(this, serviceId, service)
            : throw new ArgumentException($"there is a service '{serviceId}' already", nameof(serviceId));
    }

    internal ServiceFunction? Find(string serviceId, string function) =>
        _services.TryGetValue(serviceId, out ImmutableDictionary<string, ServiceFunction>? functions)
            ? functions.GetValueOrDefault(function)
            : null;

    private sealed class Registration(
        ClientServices services, string serviceId, ImmutableDictionary<string, ServiceFunction> functions) : IDisposable
    {
        public void Dispose() => services._services.TryRemove(KeyValuePair.Create(serviceId, functions));
    }
}
