using Fluence.Client;
using Fluence.Client.Services;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Run;

/// <summary>Where <c>Console.print</c> of Aqua writes while a function runs.</summary>
internal static class ConsoleService
{
    private const string Id = "run-console";

    /// <summary>Registers the service until what is returned is disposed.</summary>
    public static IDisposable Register(FluenceClient client, TextWriter output) => client.RegisterService(
        Id, new Dictionary<string, ServiceFunction>
        {
            ["print"] = (call, _) =>
            {
                if (call.InitPeerId == client.PeerId.ToString())
                {
                    IEnumerable<string> texts = call.Arguments.Select(static each => each is JsonString text ? text.Value : $"{each}");
                    output.WriteLine(string.Join(' ', texts));
                }

                return ValueTask.FromResult<JsonValue?>(new JsonString(""));
            },
        });
}
