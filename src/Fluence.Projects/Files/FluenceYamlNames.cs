using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>Checks that what a deployment names is there.</summary>
internal static class FluenceYamlNames
{
    /// <exception cref="ProjectFileException">Something is not; all of it is told.</exception>
    public static void Check(ConfigMap map, string file)
    {
        List<FileMistake> mistakes = [];
        foreach (string group in (string[])["deployments", "hosts"])
        {
            foreach ((string name, ConfigNode deployment) in map.Map(group)?.Entries ?? [])
            {
                foreach (string kind in (string[])["services", "spells"])
                {
                    Check(map, (ConfigMap)deployment, $"{group}.{name}.{kind}", kind, mistakes);
                }
            }
        }

        if (mistakes.Count > 0)
        {
            throw new ProjectFileException(file, [.. mistakes.OrderBy(static each => (each.Line, each.Column))]);
        }
    }

    private static void Check(ConfigMap map, ConfigMap deployment, string path, string kind, List<FileMistake> mistakes)
    {
        string[] names = [.. (map.Map(kind)?.Entries ?? []).Select(static entry => entry.Key)];
        foreach (ConfigScalar item in (deployment.Find(kind) as ConfigList)?.Items.Cast<ConfigScalar>() ?? [])
        {
            if (!names.Contains(item.Text))
            {
                string? nearest = Words.Nearest(item.Text, names);
                string expected = names.Length == 0 ? $"the file has no {kind}" : $"expected {Words.Or(names)}";
                string what = $"{path} names '{Words.Shorten(item.Text)}', which is not in {kind}";
                mistakes.Add(new FileMistake(item.Line, item.Column, $"{what}, {expected}{Words.DidYouMean(nearest)}"));
            }
        }
    }
}
