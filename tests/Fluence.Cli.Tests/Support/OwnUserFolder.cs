using System.Runtime.CompilerServices;
using Fluence.Projects.Files;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Support;

/// <summary>Keeps the keys that tests make out of the folder of whoever runs them; commands in processes of their own inherit it.</summary>
internal static class OwnUserFolder
{
    [ModuleInitializer]
    internal static void Use() => Environment.SetEnvironmentVariable(UserFolder.Variable, TestFolder.New());
}
