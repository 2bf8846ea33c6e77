using System.Collections.Immutable;

namespace Fluence.Projects.Files;

/// <summary>Something wrong in a file.</summary>
/// <param name="Line">The line, from 1; 0 where it is the whole file.</param>
/// <param name="Column">The column, from 1; 0 where it is the whole line.</param>
/// <param name="Problem">What is wrong, what is expected, and what was probably meant.</param>
public sealed record FileMistake(int Line, int Column, string Problem);

/// <summary>A file of a project is wrong. The message has a line <c>FILE:LINE:COLUMN: what</c> for each of the first mistakes.</summary>
/// <param name="file">The file as it was given.</param>
/// <param name="mistakes">All mistakes, in the order of the file.</param>
public sealed class ProjectFileException(string file, ImmutableArray<FileMistake> mistakes)
    : ProjectException(Text(file, mistakes))
{
    private const int MostTold = 50;

    /// <summary>The file as it was given.</summary>
    public string File { get; } = file;

    /// <summary>All mistakes, in the order of the file.</summary>
    public ImmutableArray<FileMistake> Mistakes { get; } = mistakes;

    private static string Text(string file, ImmutableArray<FileMistake> mistakes)
    {
        string text = string.Join('\n', mistakes.Take(MostTold).Select(mistake => Line(file, mistake)));
        return mistakes.Length <= MostTold ? text : $"{text}\n{file}: and {mistakes.Length - MostTold} more mistakes";
    }

    private static string Line(string file, FileMistake mistake) => mistake switch
    {
        { Line: 0 } => $"{file}: {mistake.Problem}",
        { Column: 0 } => $"{file}:{mistake.Line}: {mistake.Problem}",
        _ => $"{file}:{mistake.Line}:{mistake.Column}: {mistake.Problem}",
    };
}
