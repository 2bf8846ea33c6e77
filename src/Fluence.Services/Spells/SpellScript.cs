using System.Security.Cryptography;
using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Storage;

namespace Fluence.Services.Spells;

/// <summary>The script of a spell, in the file <c>script.air</c>.</summary>
internal sealed class SpellScript(string folder)
{
    // what the original's module is told where the file is missing
    private const string NoFile = "No such file or directory (os error 44)";

    private string FilePath => Path.Combine(folder, "script.air");

    public JsonObject Set(SpellCall call)
    {
        if (!SpellRights.IsOwner(call.Caller))
        {
            return SpellResult.Unit("Only owner of the service can set the script");
        }

        Directory.CreateDirectory(folder);
        AtomicFile.Write(FilePath, Encoding.UTF8.GetBytes(call.Text(0)));
        return SpellResult.Unit(null);
    }

    public JsonObject Get(SpellCall call) => Find() is { } script
        ? SpellResult.Value("value", SpellResult.Text(script)) : SpellResult.Value("value", SpellResult.Text(""), NoFile);

    /// <summary>The id of the script's bytes as one block, unlike ids of modules.</summary>
    public JsonObject CidOf(SpellCall call) => Find() is { } script
        ? SpellResult.Value("value", SpellResult.Text(new Cid(
            Multicodec.Raw, new Multihash(Multicodec.Sha256, SHA256.HashData(Encoding.UTF8.GetBytes(script)))).ToString()))
        : SpellResult.Value("value", SpellResult.Text(""), $"error loading script: {NoFile}");

    /// <summary>The script; null where there is none.</summary>
    /// <exception cref="StateException">It cannot be read.</exception>
    public string? Find()
    {
        try
        {
            return File.Exists(FilePath) ? File.ReadAllText(FilePath) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StateException($"cannot read {FilePath}: {failure.Message}", failure);
        }
    }
}
