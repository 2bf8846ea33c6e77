using System.Reflection;

namespace Fluence.Wasm.Compilation;

/// <summary>The members of this project that compiled code uses, found by name.</summary>
internal static class Reflect
{
    internal const BindingFlags Any =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static FieldInfo Field<T>(string name) =>
        typeof(T).GetField(name, Any) ?? throw new MissingFieldException(typeof(T).Name, name);

    internal static MethodInfo Method(Type type, string name) =>
        type.GetMethod(name, Any) ?? throw new MissingMethodException(type.Name, name);
}
