using System.CommandLine;
using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Keys;

/// <summary><c>fluence key new|show</c>: the secret keys that identify peers and clients.</summary>
internal static class KeyCommand
{
    public static Command Create() => new("key", "Make and show secret keys.") { New(), Show() };

    private static Command New()
    {
        Option<FileInfo?> output = new("--out", "-o") { Description = "File to write the secret key to; without it the key is printed." };
        Option<bool> json = JsonOption();
        Command command = new("new", "Make a key pair.") { output, json };
        command.SetAction(parsed =>
        {
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
        });
        return command;
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
