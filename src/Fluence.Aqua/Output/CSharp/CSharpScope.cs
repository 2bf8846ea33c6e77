namespace Fluence.Aqua.Output.CSharp;

/// <summary>The names within a type, a method or a list of parameters, each of which can be used once.</summary>
/// <param name="comparer">Which names are the same.</param>
/// <param name="taken">Names that are used already.</param>
internal sealed class CSharpScope(StringComparer comparer, params IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, comparer);

    /// <summary>The name, or the name with a number if it is used already.</summary>
    internal string Take(string name)
    {
        string free = name;
        for (int i = 2; !_taken.Add(free); i++)
        {
            free = $"{name}{i}";
        }

        return free;
    }
}
