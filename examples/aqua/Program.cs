using Fluence.Client;
using Fluence.Libp2p.Multiaddrs;

namespace HelloAqua;

/// <summary><c>dotnet run -- RELAY NAME</c>: greets somebody over a relay, by the class that <c>greeting.aqua</c> is.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not [string relay, string name])
        {
            await Console.Error.WriteLineAsync("usage: dotnet run -- RELAY NAME, for example with the relay that `fluence local up` shows");
            return 2;
        }

        await RunAsync(relay, name, Console.Out);
        return 0;
    }

    /// <summary>Greets somebody and writes what comes back.</summary>
    public static async Task RunAsync(string relay, string name, TextWriter output)
    {
        await using FluenceClient client = await FluenceClient.ConnectAsync(Multiaddr.Parse(relay));
        Greeting greeting = new(client);
        using IDisposable book = greeting.RegisterBook(new Book(output));
        (string text, uint? age) = await greeting.GreetAsync(new Greeting.Visitor(36, name), static each => Task.FromResult(each + "!"));
        await output.WriteLineAsync($"{text} (at {age})");
    }

    private sealed class Book(TextWriter output) : Greeting.IBook
    {
        public async Task WriteAsync(string text, CancellationToken cancellation) => await output.WriteLineAsync($"noted: {text}");
    }
}
