using Fluence.Projects.Files.Schemas;
using Fluence.Projects.Tests.Support;

namespace Fluence.Projects.Tests.Files.Schemas;

public sealed class SchemaTests
{
    public static TheoryData<string> Names => [.. SchemaFiles.All().Select(static schema => schema.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schemas_of_the_repository_are_those_of_the_readers(string name) => KeptFile.Check(
        Path.Combine(Repository.Schemas, name), SchemaFiles.All().Single(schema => schema.Name == name).Text);
}
