using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Peer.Configuration;
using Fluence.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Fluence.Peer.Tests.Tracing;

/// <summary>Traces follow one particle across peers.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task The_spans_of_two_peers_are_one_trace()
    {
        await using TestPeer second = await TestPeer.StartAsync();
        await using TestPeer first = await TestPeer.StartAsync(config => config with { BootstrapNodes = [second.Address] });
        Libp2pHost author = await first.ConnectAsync(key: KeyPair.Generate());
        await Eventually.True(() => first.Node.HasConnection(second.Node.PeerId), "the peers are connected");
        KeyPair key = KeyPair.Generate();
        Particle particle = first.Particle(key, $"""
            (seq (call "{first.Node.PeerId}" ("op" "identity") ["a"] x) (call "{second.Node.PeerId}" ("op" "identity") [x] y))
            """);
        ActivityContext root = ParticleTracing.RootOf(particle);
        ConcurrentQueue<Activity> spans = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == ParticleTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == root.TraceId)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await ParticleProtocol.SendAsync(author, first.Node.PeerId, particle, CancellationToken.None);

        // receive, interpret, call, interpret with its result, send; the second peer sends nothing
        await Eventually.True(() => spans.Count == 9, "all spans have ended");
        Activity[] Of(TestPeer peer) =>
            [.. spans.Where(span => (string?)span.GetTagItem("peer") == peer.Node.PeerId.ToString()).OrderBy(span => span.StartTimeUtc)];
        Assert.Equal(["receive", "interpret", "call", "interpret", "send"], Of(first).Select(span => span.OperationName));
        Assert.Equal(["receive", "interpret", "call", "interpret"], Of(second).Select(span => span.OperationName));
        foreach (Activity[] chain in (Activity[][])[Of(first), Of(second)])
        {
            Assert.Equal([root.SpanId, .. chain.SkipLast(1).Select(span => span.SpanId)], chain.Select(span => span.ParentSpanId));
            Assert.Equal(("op", "identity"), (chain[2].GetTagItem("service"), chain[2].GetTagItem("function")));
        }

        Assert.Equal(second.Node.PeerId.ToString(), Of(first)[4].GetTagItem("to"));
    }

    [Fact]
    public async Task Spans_go_to_the_collector()
    {
        TaskCompletionSource<byte[]> sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication collector = builder.Build();
        collector.Run(async context =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            sent.TrySetResult(body.ToArray());
        });
        await collector.StartAsync();
        TracingOptions tracing = new() { Type = "otlp", Endpoint = new Uri(collector.Urls.First() + "/v1/traces") };
        string id;
        await using (TestPeer peer = await TestPeer.StartAsync(config => config with { Tracing = tracing }))
        {
            await peer.AssertServesAsync();
            id = peer.Node.PeerId.ToString();
        }

        string text = System.Text.Encoding.Latin1.GetString(await sent.Task.Soon());
        Assert.Contains("fluence-peer", text, StringComparison.Ordinal);
        Assert.Contains("interpret", text, StringComparison.Ordinal);
        Assert.Contains(id, text, StringComparison.Ordinal);
    }
}
