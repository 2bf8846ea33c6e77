using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;
using Fluence.Projects.Keys;

namespace Fluence.Cli.Keys;

/// <summary><c>fluence key default|remove|list|peer-id</c>: keys that are kept by name.</summary>
internal static class NamedKeyCommands
{
    public static Command Default()
    {
        Argument<string?> name = NamedKeys.NameArgument("The key's name.");
        Option<bool> user = NamedKeys.UserOption();
        Command command = new("default", "Make a key the one that is used where none is named.") { name, user, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            NamedKeys keys = NamedKeys.Of(parsed, user);
            string wanted = keys.RequireName(parsed.GetValue(name), "default");
            keys.Require(wanted);
            keys.SetDefault(wanted);
            parsed.Out().WriteLine($"{wanted} is the default key now, in {keys.DefaultsFile}");
            return ExitCodes.Success;
        }));
        return command;
    }

    public static Command Remove()
    {
        Argument<string?> name = NamedKeys.NameArgument("The key's name.");
        Option<bool> user = NamedKeys.UserOption();
        Command command = new("remove", "Delete a key. It cannot be had back.") { name, user, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            NamedKeys keys = NamedKeys.Of(parsed, user);
            string wanted = keys.RequireName(parsed.GetValue(name), "remove");
            keys.Require(wanted);
            bool isUsers = parsed.GetValue(user);
            if (isUsers && keys.Store.Names().Length == 1)
            {
                throw new CommandException(
                    $"{wanted} is the user's only key, and one is needed; make another first: fluence key new NAME --user");
            }

            keys.Store.Remove(wanted);
            if (keys.Default == wanted)
            {
                keys.SetDefault(isUsers ? keys.Store.Names()[0] : null);
            }

            parsed.Out().WriteLine($"removed {wanted} from {keys.Store.Folder}");
            return ExitCodes.Success;
        }));
        return command;
    }

    public static Command List()
    {
        Option<bool> user = NamedKeys.UserOption();
        Option<bool> json = new("--json") { Description = "Print one line of JSON." };
        Command command = new("list", "List the keys with the peers that they identify.") { user, json };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            NamedKeys keys = NamedKeys.Of(parsed, user);
            string? usual = keys.Default;
            (string Name, string PeerId, bool IsDefault)[] rows =
                [.. keys.Store.Names().Select(name => (name, keys.Require(name).PeerId.ToString(), name == usual))];
            if (parsed.GetValue(json))
            {
                parsed.Out().WriteLine(new JsonArray([.. rows.Select(static row => (JsonValue)new JsonObject(
                    ("name", new JsonString(row.Name)), ("peer_id", new JsonString(row.PeerId)),
                    ("default", JsonBool.Of(row.IsDefault))))]));
            }
            else if (rows.Length == 0)
            {
                parsed.Out().WriteLine($"there is no key in {keys.Store.Folder}; make one with fluence key new NAME");
            }
            else
            {
                TextTable.Write(
                    parsed.Out(), [.. rows.Select(static row => (string[])[row.Name, row.PeerId, row.IsDefault ? "default" : ""])]);
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    public static Command PeerId()
    {
        Argument<string?> name = NamedKeys.NameArgument("The key's name; without it the key that scripts are run with.");
        Option<bool> user = NamedKeys.UserOption();
        Command command = new("peer-id", "Show which peer a key identifies.") { name, user };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProjectFolder? project = parsed.GetValue(user) ? null : ProjectFolder.Find(".");
            parsed.Out().WriteLine(KeyChoice.Choose(parsed.GetValue(name), project, project?.Load(), UserFolder.Current()).PeerId);
            return ExitCodes.Success;
        }));
        return command;
    }
}
