using System.Collections.Immutable;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Builds a project as <c>fluence build</c> does, for commands that go on with what is built.</summary>
internal static class ProjectBuild
{
    /// <summary>Builds all modules, and the declarations of the services.</summary>
    public static async Task<ImmutableArray<BuiltModule>> RunAsync(string path, BuildOptions options, CancellationToken cancellation)
    {
        ProjectTarget target = ProjectTarget.Find(path);
        ImmutableArray<BuiltModule> built = await ModuleBuilder.BuildAsync(target, options, cancellation);
        if (target.Project is not null && !target.Services.IsEmpty)
        {
            AquaInterfaces.Write(target, built);
        }

        return built;
    }
}
