namespace Fluence.Cli.Output;

/// <summary>The few styles that lines of output use.</summary>
internal static class Colours
{
    /// <summary>Replaces the markup of styles by terminal codes.</summary>
    public static string Apply(string markup) => markup
        .Replace("[green]", "\e[32m", StringComparison.Ordinal)
        .Replace("[red]", "\e[31m", StringComparison.Ordinal)
        .Replace("[bold]", "\e[1m", StringComparison.Ordinal)
        .Replace("[/]", "\e[0m", StringComparison.Ordinal)
        .Replace("[[", "[", StringComparison.Ordinal)
        .Replace("]]", "]", StringComparison.Ordinal);
}
