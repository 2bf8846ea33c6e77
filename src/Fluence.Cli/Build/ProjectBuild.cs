using System.Collections.Immutable;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Builds a project as <c>fluence build</c> does, for commands that go on with what is built.</summary>
internal static class ProjectBuild
{
    /// <summary>Builds all modules; of a whole project also the declarations of its services.</summary>
    public static async Task<ImmutableArray<BuiltModule>> RunAsync(
        ProjectTarget target, BuildOptions options, CancellationToken cancellation)
    {
        ImmutableArray<BuiltModule> built = await ModuleBuilder.BuildAsync(target, options, cancellation);
        if (target is { Project: not null, IsWhole: true })
        {
            AquaInterfaces.Write(target, built);
        }

        return built;
    }
}
