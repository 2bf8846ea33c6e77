using System.CommandLine;
using System.Text.Json;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Keys;

/// <summary><c>fluence key …</c>: the secret keys that identify peers and clients.</summary>
internal static class KeyCommand
{
    public static Command Create() => new("key", "Make, keep and show secret keys.")
    {
        New(), Show(), NamedKeyCommands.Default(), NamedKeyCommands.Remove(), NamedKeyCommands.List(), NamedKeyCommands.PeerId(),
    };

    private static Command New()
    {
        Option<FileInfo?> output = new("--out", "-o") { Description = "File to write the secret key to; without it the key is printed." };
        Argument<string?> name = NamedKeys.NameArgument("The name under which the project keeps it; without it the key is printed.");
        Option<bool> user = NamedKeys.UserOption();
        Option<bool> isDefault = new("--default") { Description = "Use the key where none is named." };
        Option<bool> json = JsonOption();
        Command command = new("new", "Make a key pair.") { name, user, isDefault, output, json, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            if (parsed.GetValue(name) is { } wanted)
            {
                return Keep(parsed, NamedKeys.Of(parsed, user), wanted, parsed.GetValue(isDefault), parsed.GetValue(json));
            }

            if (parsed.GetValue(user) || parsed.GetValue(isDefault))
            {
                throw new CommandException("--user and --default are about keys that are kept by name: fluence key new NAME");
            }

            KeyPair key = KeyPair.Generate();
            FileInfo? file = parsed.GetValue(output);
            if (file is { Exists: true })
            {
                throw new CommandException(
                    $"{file.FullName} exists already; a key is never overwritten. Choose another file or move this one.");
            }

            if (file is not null)
            {
                KeyFile.Write(file.FullName, key);
            }

            Print(parsed.Out(), key, file is null ? Convert.ToBase64String(key.Seed.Span) : null, file?.FullName, parsed.GetValue(json));
            return ExitCodes.Success;
        }));
        return command;
    }

    private static int Keep(ParseResult parsed, NamedKeys keys, string name, bool isDefault, bool json)
    {
        KeyPair key = keys.Store.Create(name);
        if (isDefault)
        {
            keys.SetDefault(name);
        }

        Print(parsed.Out(), key, secret: null, Path.Combine(keys.Store.Folder, name + ".txt"), json);
        return ExitCodes.Success;
    }

    private static Command Show()
    {
        Argument<FileInfo> file = new("file") { Description = "A key file: base64 or base58 of 32 or 64 bytes." };
        Option<bool> json = JsonOption();
        Command command = new("show", "Show whose key a file holds, without the secret.") { file, json };
        command.SetAction(parsed =>
        {
            FileInfo path = parsed.GetValue(file)!;
            Print(parsed.Out(), KeyFile.Load(path.FullName), secret: null, path.FullName, parsed.GetValue(json));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<bool> JsonOption() => new("--json") { Description = "Print one line of JSON." };

    private static void Print(TextWriter output, KeyPair key, string? secret, string? file, bool json)
    {
        List<(string Name, string Value)> lines =
        [
            ("peer_id", key.PeerId.ToString()),
            ("public_key", Convert.ToBase64String(key.PublicKey.Bytes.Span)),
        ];
        if (secret is not null)
        {
            lines.Add(("secret_key", secret));
        }

        if (file is not null)
        {
            lines.Add(("file", file));
        }

        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(lines.ToDictionary(line => line.Name, line => line.Value)));
            return;
        }

        foreach ((string name, string value) in lines)
        {
            output.WriteLine($"{name,-11} {value}");
        }
    }
}
