using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Cli.Run;

/// <summary>How a command that needs the network gets onto it.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string[]> _relays = new("--relay")
    {
        Description = "The relay to go by: an address ending in /p2p/PEER, or a local peer such as peer-0. Several times for several; "
            + "the next one is taken when one is lost. Without it: the relays of fluence.yaml, else the local network.",
    };

    private readonly Option<string?> _key = new("--sk", "-k")
    {
        Description = "The name of the secret key to sign with; the project's default key, or else the user's, without it.",
    };

    private readonly Option<int> _ttl = Milliseconds("--ttl", "How long the particle lives.");
    private readonly Option<int> _dial = Milliseconds("--dial-timeout", "How long one relay has to answer.");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_relays, _key, _ttl, _dial])
        {
            command.Add(option);
        }
    }

    /// <summary>How long particles live.</summary>
    public TimeSpan Ttl(ParseResult parsed) => Positive(parsed, _ttl);

    /// <summary>A client on the first relay that answers.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="project">The project.</param>
    /// <param name="cancellation">Ends dialling.</param>
    /// <param name="network">The network by whose relays it goes where none is given; null for that of the project.</param>
    /// <exception cref="CommandException">None answers.</exception>
    public async Task<FluenceClient> ConnectAsync(
        ParseResult parsed, ProjectContext project, CancellationToken cancellation, string? network = null)
    {
        IReadOnlyList<Multiaddr> relays = RelayChoice.Of(parsed.GetValue(_relays) ?? [], project, network);
        KeyPair key = project.Key(parsed.GetValue(_key));
        FluenceClientOptions options = new() { Identity = key, DialTimeout = Positive(parsed, _dial) };
        try
        {
            return await FluenceClient.ConnectAsync(relays, options, cancellation);
        }
        catch (Libp2pException unreachable)
        {
            string which = relays.Count == 1
                ? $"the relay {relays[0]}" : $"none of the {relays.Count} relays, the last being {relays[^1]},";
            throw new CommandException(
                $"{which} cannot be reached: {unreachable.Message}; `fluence local ps` shows whether the local peers run");
        }
    }

    private static Option<int> Milliseconds(string name, string description) => new(name)
    {
        Description = description + " In milliseconds.", DefaultValueFactory = _ => 15000,
    };

    private static TimeSpan Positive(ParseResult parsed, Option<int> option) => parsed.GetValue(option) is > 0 and var time
        ? TimeSpan.FromMilliseconds(time)
        : throw new CommandException($"{option.Name} is {parsed.GetValue(option)}, expected milliseconds, at least 1");
}
