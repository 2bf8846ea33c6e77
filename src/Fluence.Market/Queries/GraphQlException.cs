namespace Fluence.Market.Queries;

/// <summary>A query cannot be answered.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="position">Where in the text; -1 where that cannot be said.</param>
internal sealed class GraphQlException(string message, int position = -1) : FormatException(message)
{
    public int Position { get; } = position;
}
