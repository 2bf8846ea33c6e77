using System.Collections.Immutable;
using Fluence.Client.Services;

namespace Fluence.Client.Functions;

/// <summary>The functions of a service, as an Aqua source declares them.</summary>
/// <param name="DefaultServiceId">The id under which scripts call it unless they say otherwise; null for none.</param>
/// <param name="Functions">The functions by name.</param>
public sealed record ServiceDefinition(string? DefaultServiceId, ImmutableArray<(string Name, AquaType.Arrow Type)> Functions)
{
    /// <summary>Reads a definition in the form that Aqua compilers give for js-client (<c>ServiceDef</c>).</summary>
    /// <param name="json">The JSON text.</param>
    /// <exception cref="FormatException">It is no definition of a service; the message names the place.</exception>
    public static ServiceDefinition Parse(string json) => DefinitionReader.Service(json);

    /// <summary>Offers the service to scripts, with arguments and results as programs have them.</summary>
    /// <param name="client">The client on which scripts call it.</param>
    /// <param name="functions">What runs for each of its functions, by name.</param>
    /// <param name="serviceId">The id; null for the default one.</param>
    /// <returns>What withdraws the service when it is disposed.</returns>
    /// <exception cref="ArgumentException">
    /// A function is missing or unknown, there is no id, or the client has a service of the id already.
    /// </exception>
    public IDisposable Register(
        FluenceClient client, IReadOnlyDictionary<string, ServiceFunction> functions, string? serviceId = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(functions);
        string id = serviceId ?? DefaultServiceId
            ?? throw new ArgumentException("the service has no default id, give it one", nameof(serviceId));
        if (functions.Keys.FirstOrDefault(name => Functions.All(function => function.Name != name)) is { } unknown)
        {
            throw new ArgumentException($"the service has no function '{unknown}'", nameof(functions));
        }

        return client.RegisterService(id, Functions.ToDictionary(
            static function => function.Name,
            function => AquaFunction.Typed(
                functions.GetValueOrDefault(function.Name)
                    ?? throw new ArgumentException($"the service's function '{function.Name}' is missing", nameof(functions)),
                function.Type)));
    }
}
