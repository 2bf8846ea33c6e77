namespace Fluence.Services.Hosting;

/// <summary>Where services keep their files: what lasts, and what is gone when the peer starts again.</summary>
internal sealed class ServiceFolders
{
    private readonly string _persistent, _ephemeral;

    public ServiceFolders(string persistent, string ephemeral)
    {
        _persistent = Path.GetFullPath(persistent);
        _ephemeral = Path.GetFullPath(ephemeral);
        if (Directory.Exists(_ephemeral))
        {
            Directory.Delete(_ephemeral, recursive: true);
        }

        Directory.CreateDirectory(_persistent);
        Directory.CreateDirectory(_ephemeral);
    }

    /// <summary>What services see as <c>/storage</c>.</summary>
    public string Persistent(string service) => Path.Combine(_persistent, service);

    /// <summary>What services see as <c>/tmp</c>.</summary>
    public string Ephemeral(string service) => Path.Combine(_ephemeral, service);

    /// <summary>Removes the folders of services that there are not: what creations and removals that were cut short have left.</summary>
    public void Keep(IReadOnlySet<string> services)
    {
        foreach (string folder in Directory.EnumerateDirectories(_persistent))
        {
            if (!services.Contains(Path.GetFileName(folder)))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Removes all that a service has.</summary>
    public void Remove(string service)
    {
        foreach (string folder in (string[])[Persistent(service), Ephemeral(service)])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
