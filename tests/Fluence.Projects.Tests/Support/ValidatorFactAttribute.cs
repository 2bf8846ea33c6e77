using Fluence.TestKit;

namespace Fluence.Projects.Tests.Support;

/// <summary>A test that needs the validator of schemas, and maybe the schemas of the original command beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ValidatorFactAttribute : FactAttribute
{
    public ValidatorFactAttribute(string? shared = null) =>
        Skip = NodeProgram.ReasonToSkip(SchemaValidator.Folder) ?? (shared is null ? null : SharedFolder.ReasonToSkip(shared));
}
