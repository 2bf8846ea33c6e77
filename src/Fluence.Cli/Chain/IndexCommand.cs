using System.CommandLine;
using System.Net;
using System.Text;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Indexing;
using Fluence.Market.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fluence.Cli.Chain;

/// <summary><c>fluence chain index</c>: keeps an index of a market, and answers the queries of the original's clients over it.</summary>
internal static class IndexCommand
{
    public static Command Create()
    {
        Option<string> listen = new("--listen")
        {
            Description = "The address and port that it answers on.", DefaultValueFactory = _ => "127.0.0.1:8000",
        };
        Option<FileInfo?> file = new("--db") { Description = "The file of the index; without it the index is in memory." };
        Option<int> confirmations = new("--confirmations")
        {
            Description = "How many blocks deep an event has to be, its own block included.", DefaultValueFactory = _ => 1,
        };
        ChainOptions options = new();
        Command command = new("index", $"Index the market and answer GraphQL queries at {GraphQlHandler.Path}, in place of a Graph node.")
        {
            listen, file, confirmations,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            if (!IPEndPoint.TryParse(parsed.GetValue(listen)!, out IPEndPoint? address))
            {
                throw new CommandException($"--listen is '{parsed.GetValue(listen)}', expected an address and port like 127.0.0.1:8000");
            }

            ProjectContext project = ProjectContext.Find();
            string network = options.Network(parsed, project);
            Uri url = options.Rpc(parsed, project, network);
            Deployment contracts = ContractsFile.Choose(options.Contracts(parsed), Networks.ContractsOf(network, project));
            await using EthereumClient client = new(url);
            return await ChainErrors.ExplainingAsync(url, async () =>
            {
                using IndexDatabase index = IndexDatabase.Open(parsed.GetValue(file)?.FullName);
                Indexer indexer = new(client, contracts, index, new() { Confirmations = Math.Max(1, parsed.GetValue(confirmations)) });
                new EndpointReport(parsed.Err().WriteLine).Watch(indexer);
                await using WebApplication server = Serve(address, new GraphQlHandler(index));
                await server.StartAsync(cancellation);
                parsed.Out().WriteLine($"the index of {url} answers at {server.Urls.First()}{GraphQlHandler.Path}");
                try
                {
                    await indexer.RunAsync(cancellation);
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    // the user wants it to stop
                }

                return ExitCodes.Success;
            });
        }));
        return command;
    }

    private static WebApplication Serve(IPEndPoint address, GraphQlHandler handler)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address);
            kestrel.Limits.MaxRequestBodySize = GraphQlHandler.MaxRequestBytes;
        });
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.Run(async context =>
        {
            if (context.Request.Path != GraphQlHandler.Path || !HttpMethods.IsPost(context.Request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync($"POST queries to {GraphQlHandler.Path}\n");
                return;
            }

            using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
            string body = await reader.ReadToEndAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(handler.Answer(body), context.RequestAborted);
        });
        return server;
    }
}
