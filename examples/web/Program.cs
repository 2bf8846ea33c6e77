using Fluence.Client;
using Fluence.Libp2p.Multiaddrs;

namespace HelloWeb;

/// <summary>
/// A web service whose answers come from a network of peers: <c>dotnet run -- --relays ADDRESS,ADDRESS</c>, then <c>GET /welcome/Ada</c>.
/// One client serves all requests; it goes over to the next relay when one is lost.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        string relays = new ConfigurationBuilder().AddCommandLine(args).AddEnvironmentVariables("FLUENCE_").Build()["relays"] ?? "";
        if (relays.Length == 0)
        {
            await Console.Error.WriteLineAsync(
                "usage: dotnet run -- --relays ADDRESS,ADDRESS, for example with the addresses that `fluence local up` shows");
            return 2;
        }

        using ILoggerFactory loggers = LoggerFactory.Create(static logging => logging.AddConsole());
        await using FluenceClient client = await ConnectAsync(relays, loggers);
        await using WebApplication app = Make(WebApplication.CreateBuilder(args), client);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Connects to the first relay that answers.</summary>
    public static Task<FluenceClient> ConnectAsync(string relays, ILoggerFactory loggers) => FluenceClient.ConnectAsync(
        [.. relays.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Multiaddr.Parse)],
        new FluenceClientOptions { Loggers = loggers });

    /// <summary>The service over a client that is connected.</summary>
    public static WebApplication Make(WebApplicationBuilder builder, FluenceClient client)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddProblemDetails();
        WebApplication app = builder.Build();
        app.MapGet("/welcome/{name}", async (string name, CancellationToken cancellation) => await WelcomeAsync(client, name, cancellation));
        app.MapGet("/health", () => client.IsConnected ? Results.Ok() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        return app;
    }

    private static async Task<IResult> WelcomeAsync(FluenceClient client, string name, CancellationToken cancellation)
    {
        try
        {
            (string text, ulong time, string peer) = await new Doorman(client).WelcomeAsync(name, cancellation: cancellation);
            return Results.Ok(new { text, time = DateTimeOffset.FromUnixTimeSeconds((long)time), peer });
        }
        catch (ScriptException failed)
        {
            return Results.Problem(failed.Message, statusCode: StatusCodes.Status502BadGateway);
        }
    }
}
