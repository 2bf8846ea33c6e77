using System.Net;
using System.Text.Json;
using Fluence.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Client.Tests;

public sealed class WebExampleTests
{
    [Fact]
    public async Task It_answers_with_what_a_peer_says_and_goes_over_to_the_next_relay()
    {
        TestRelay first = await TestRelay.StartAsync();
        await using TestRelay second = await TestRelay.StartAsync();
        await using FluenceClient client = await HelloWeb.Program.ConnectAsync(
            $"{first.Address},{second.Address}", NullLoggerFactory.Instance).Soon();
        await using WebApplication app = HelloWeb.Program.Make(WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]), client);
        await app.StartAsync().Soon();
        using HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };

        using JsonDocument answer = JsonDocument.Parse(await http.GetStringAsync("welcome/Ada").Soon());
        Assert.Equal("Welcome, Ada", answer.RootElement.GetProperty("text").GetString());
        Assert.Equal($"{first.Node.PeerId}", answer.RootElement.GetProperty("peer").GetString());

        await first.StopAsync();
        using JsonDocument next = JsonDocument.Parse(await http.GetStringAsync("welcome/Bob").Soon());
        Assert.Equal($"{second.Node.PeerId}", next.RootElement.GetProperty("peer").GetString());
        using HttpResponseMessage health = await http.GetAsync("health").Soon();
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        await second.StopAsync();
        using HttpResponseMessage failed = await http.GetAsync("welcome/Eve").Soon();
        Assert.Equal(HttpStatusCode.BadGateway, failed.StatusCode);
    }
}
