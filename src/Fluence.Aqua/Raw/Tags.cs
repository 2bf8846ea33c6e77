namespace Fluence.Aqua.Raw;

/// <summary>Putting steps together.</summary>
internal static class Tags
{
    /// <summary>Steps one after the other: empty ones are left out, sequences are joined, a single one stays itself.</summary>
    internal static RawTag Sequence(IEnumerable<RawTag> steps)
    {
        List<RawTag> all = [];
        foreach (RawTag step in steps)
        {
            if (step is SequenceTag sequence)
            {
                all.AddRange(sequence.Children);
            }
            else if (step is not EmptyTag)
            {
                all.Add(step);
            }
        }

        return all.Count switch
        {
            0 => EmptyTag.Instance,
            1 => all[0],
            _ => new SequenceTag { Children = [.. all] },
        };
    }
}
