using Fluence.Cli.Output;
using Fluence.Marine;
using Fluence.Projects;

namespace Fluence.Cli.Build;

/// <summary>Turns what is wrong with a project into one line.</summary>
internal static class ProjectErrors
{
    public static async Task<int> ExplainingAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception wrong) when (wrong is ProjectException or MarineException)
        {
            throw new CommandException(wrong.Message);
        }
    }

    public static T Explaining<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception wrong) when (wrong is ProjectException or MarineException)
        {
            throw new CommandException(wrong.Message);
        }
    }
}
