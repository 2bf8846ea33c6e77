using System.CommandLine;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Ethereum;
using Fluence.Ethereum.Keystores;
using Fluence.Projects.Files;

namespace Fluence.Cli.Chain;

/// <summary>Which chain a command uses, and whose account.</summary>
internal sealed class ChainOptions
{
    /// <summary>The environment variable of the chain's address.</summary>
    public const string RpcVariable = "FLUENCE_RPC";

    /// <summary>The environment variable of a private key.</summary>
    public const string KeyVariable = "FLUENCE_WALLET_KEY";

    /// <summary>The environment variable of a key file's password.</summary>
    public const string PasswordVariable = "FLUENCE_WALLET_PASSWORD";



    private readonly Option<string?> _env = new("--env")
    {
        Description = "The network [default: that of `fluence default env`, else local].",
    };

    private readonly Option<string?> _rpc = new("--rpc")
    {
        Description = $"The address of the chain's JSON-RPC [default: {RpcVariable}, else that of the local network].",
    };

    private readonly Option<FileInfo?> _contracts = new("--contracts")
    {
        Description = "A JSON file of the contracts' addresses, as the original client has them: {\"Core\": {\"addr\": \"0x…\"}, …}.",
    };

    private readonly Option<FileInfo?> _wallet = new("--wallet")
    {
        Description = "A file of the account's key: a keystore, with its password in the environment variable "
            + $"{PasswordVariable}, or 64 hexadecimal digits.",
    };

    private readonly Option<string?> _key = new("--priv-key")
    {
        Description = "The account's private key. Other users of this machine can see it: prefer --wallet, or the environment variable "
            + $"{KeyVariable}. On a local network the first account is used without.",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_env, _rpc, _contracts, _wallet, _key])
        {
            command.Add(option);
        }
    }

    /// <summary>The name of the network.</summary>
    public string Network(ParseResult parsed, ProjectContext project)
    {
        string? chosen = project.Folder is { } folder ? EnvYaml.Load(folder.EnvFile).FluenceEnv : null;
        string network = parsed.GetValue(_env) ?? chosen ?? (project.Yaml.CustomFluenceEnv is null ? Networks.Local : Networks.Custom);
        return Networks.Require(network, "--env");
    }

    /// <summary>The address of the chain's JSON-RPC.</summary>
    /// <exception cref="CommandException">The network is not local, and no address is given.</exception>
    public Uri Rpc(ParseResult parsed, ProjectContext project, string network)
    {
        string? given = parsed.GetValue(_rpc) ?? Environment.GetEnvironmentVariable(RpcVariable);
        if (!string.IsNullOrEmpty(given))
        {
            return Uri.TryCreate(given, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" or "ws" or "wss"
                ? new Uri(given)
                : throw new CommandException($"the chain's address is '{given}', expected one like http://127.0.0.1:8545");
        }

        return Networks.ContractsOf(network, project) == Networks.Local
            ? LocalChain.Running(project.Local)?.Url ?? new Uri($"http://127.0.0.1:{LocalChain.DefaultPort}")
            : throw new CommandException($"the network {network} needs the address of its chain: --rpc https://… or {RpcVariable}");
    }

    /// <summary>Whether a command line or the environment names a chain, or a local one runs.</summary>
    public bool IsThere(ParseResult parsed, ProjectContext project) =>
        parsed.GetValue(_env) is not null || parsed.GetValue(_rpc) is not null
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(RpcVariable))
        || Network(parsed, project) is not (Networks.Local or Networks.Custom) || LocalChain.Running(project.Local) is not null;

    /// <summary>The file of the contracts' addresses that was given; null for none.</summary>
    public FileInfo? Contracts(ParseResult parsed) => parsed.GetValue(_contracts);

    /// <summary>The account; null where none is given and the network is not local.</summary>
    /// <exception cref="CommandException">What is given is no key.</exception>
    public Wallet? FindWallet(ParseResult parsed, ProjectContext project, string network)
    {
        if (parsed.GetValue(_key) is { } key)
        {
            return Parse(key, "--priv-key");
        }

        if (parsed.GetValue(_wallet) is { } file)
        {
            return ReadFile(file);
        }

        return Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } variable ? Parse(variable, KeyVariable)
            : Networks.ContractsOf(network, project) == Networks.Local ? LocalAccounts.Of(0) : null;
    }

    private static Wallet ReadFile(FileInfo file)
    {
        if (!file.Exists)
        {
            throw new CommandException($"--wallet is {file.FullName}, which is no file");
        }

        string text = File.ReadAllText(file.FullName).Trim();
        if (!text.StartsWith('{'))
        {
            return Parse(text, file.FullName);
        }

        string password = Environment.GetEnvironmentVariable(PasswordVariable)
            ?? throw new CommandException($"{file.FullName} is a keystore: its password is taken from {PasswordVariable}, which is not "
                + $"set");
        try
        {
            return Ethereum.Wallet.FromKeystore(text, password);
        }
        catch (KeystoreException wrong)
        {
            throw new CommandException($"{file.FullName}: {wrong.Message}");
        }
    }

    /// <summary>A private key that a command line gives; null where it gives none.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static Wallet? ParseKey(string? text, string source) => text is null ? null : Parse(text, source);

    private static Wallet Parse(string text, string source) => Ethereum.Wallet.TryParse(text, out Wallet? wallet)
        ? wallet : throw new CommandException($"{source} is no private key: expected 64 hexadecimal digits, with or without 0x");
}
