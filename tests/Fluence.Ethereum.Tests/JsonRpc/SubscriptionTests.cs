using System.Net;
using System.Net.Sockets;
using Fluence.Ethereum.JsonRpc;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests.JsonRpc;

public sealed class SubscriptionTests
{
    [AnvilFact]
    public async Task Blocks_are_told_of_as_they_are_made()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        await using EthereumClient client = new(anvil.WebSocketUrl);
        await using IAsyncEnumerator<Block> blocks = client.SubscribeBlocksAsync().GetAsyncEnumerator();
        for (ulong number = 0; number < 5; number++)
        {
            Assert.True(await blocks.MoveNextAsync().Soon());
            Assert.Equal(number, blocks.Current.Number);
            await anvil.MineAsync().Soon();
        }
    }

    [AnvilFact]
    public async Task Events_are_told_of_once_also_those_that_happened_while_the_connection_was_lost()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender sender = anvil.Sender();
        Address speaker = await SpeakerAsync(sender);
        await using Relay relay = new(anvil.Url.Port);
        await using EthereumClient client = new(relay.Url, new RpcOptions { ReconnectDelay = TimeSpan.FromMilliseconds(1) });
        await using IAsyncEnumerator<Log> logs = client.SubscribeLogsAsync(new LogFilter { Addresses = [speaker] }, 0).GetAsyncEnumerator();

        for (int round = 0; round < 4; round++)
        {
            await sender.SendAsync(speaker, new Speak()).Soon();
            Assert.True(await logs.MoveNextAsync().Soon());
            ulong told = logs.Current.BlockNumber;
            await relay.CutAsync();
            await sender.SendAsync(speaker, new Speak()).Soon();
            await sender.SendAsync(speaker, new Speak()).Soon();
            Assert.True(await logs.MoveNextAsync().Soon());
            Assert.Equal(told + 1, logs.Current.BlockNumber);
            Assert.True(await logs.MoveNextAsync().Soon());
            Assert.Equal(told + 2, logs.Current.BlockNumber);
        }
    }

    [AnvilFact]
    public async Task Calls_over_a_WebSocket_are_answered_and_fail_when_it_is_lost()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        await using Relay relay = new(anvil.Url.Port);
        await using EthereumClient client = new(relay.Url);
        Assert.Equal(31337, await client.ChainIdAsync().Soon());
        Assert.Equal(Enumerable.Repeat(0UL, 20), await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.BlockNumberAsync())).Soon());
        await relay.CutAsync();
        Assert.Equal(0UL, await EventuallyAsync(() => client.BlockNumberAsync()).Soon());
    }

    [Fact]
    public async Task Events_cannot_be_told_of_over_HTTP()
    {
        await using EthereumClient client = new(new Uri("http://127.0.0.1:1"));
        NotSupportedException refused = await Assert.ThrowsAsync<NotSupportedException>(
            async () => await client.SubscribeBlocksAsync().GetAsyncEnumerator().MoveNextAsync().Soon());
        Assert.Contains("ws://", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (RpcUnavailableException)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>A contract that writes an event without topics whenever it is called: PUSH0, PUSH0, LOG0.</summary>
    private static async Task<Address> SpeakerAsync(TransactionSender sender)
    {
        byte[] runtime = [0x5f, 0x5f, 0xa0, 0x00];
        byte[] init = [0x60, (byte)runtime.Length, 0x60, 0x0c, 0x60, 0x00, 0x39, 0x60, (byte)runtime.Length, 0x60, 0x00, 0xf3, .. runtime];
        return (await sender.DeployAsync(init).Soon()).ContractAddress!.Value;
    }

    private sealed record Speak : IContractCall<Nothing>
    {
        public string Function => "Speaker.speak";

        public byte[] Encode() => [];

        public Nothing Decode(ReadOnlySpan<byte> output) => default;
    }

    /// <summary>Passes bytes on to a port, until a test cuts the connections that are open.</summary>
    private sealed class Relay : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<Socket> _open = [];
        private readonly int _port;
        private readonly Task _accepting;

        internal Relay(int port)
        {
            _port = port;
            _listener.Start();
            _accepting = AcceptAsync();
        }

        internal Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

        internal Task CutAsync()
        {
            lock (_open)
            {
                _open.ForEach(static each => each.Dispose());
                _open.Clear();
            }

            return Task.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await CutAsync();
            await _accepting.Soon();
        }

        private async Task AcceptAsync()
        {
            while (true)
            {
                try
                {
                    Socket from = await _listener.AcceptSocketAsync();
                    Socket to = new(SocketType.Stream, ProtocolType.Tcp);
                    await to.ConnectAsync(IPAddress.Loopback, _port);
                    lock (_open)
                    {
                        _open.AddRange([from, to]);
                    }

                    _ = PumpAsync(from, to);
                    _ = PumpAsync(to, from);
                }
                catch (Exception end) when (end is SocketException or ObjectDisposedException or InvalidOperationException)
                {
                    return;
                }
            }
        }

        private static async Task PumpAsync(Socket from, Socket to)
        {
            byte[] buffer = new byte[16 << 10];
            try
            {
                for (int count = 1; count > 0;)
                {
                    count = await from.ReceiveAsync(buffer);
                    await to.SendAsync(buffer.AsMemory(0, count));
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
