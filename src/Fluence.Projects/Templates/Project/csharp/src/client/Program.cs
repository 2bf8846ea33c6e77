using Client;
using Fluence.Client;
using Fluence.Libp2p.Multiaddrs;

if (args is not [string relay, string name])
{
    await Console.Error.WriteLineAsync("usage: dotnet run -- RELAY NAME, with the address of a relay that `fluence local up` shows");
    return 2;
}

// the class is made of src/aqua/main.aqua when this project is built
await using FluenceClient client = await FluenceClient.ConnectAsync(Multiaddr.Parse(relay));
Console.WriteLine(await new Main(client).HelloAsync(name));
return 0;
