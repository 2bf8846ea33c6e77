using System.Reflection;
using Fluence.Aqua.Generator.Tests.Support;
using Fluence.Aqua.Linking;
using Fluence.Client.Functions;
using Fluence.Primitives.Json;

namespace Fluence.Aqua.Generator.Tests;

/// <summary>Values of scripts as records of typed clients, and back.</summary>
public sealed class RecordTests
{
    private const string Names =
        """{"i":-9223372036854775808,"names":"n","single":0.1,"twice":1E+300,"u":18446744073709551615}""";

    private static readonly Lazy<Assembly> Clients = new(Compile);

    [Theory]
    [InlineData("Names2", Names)]
    [InlineData("Item", """{"id":0}""")]
    [InlineData("Item2", """{"name":"x","tags":[]}""")]
    [InlineData("Clone", $$$"""{"aB":1,"a_b":255,"class":null,"clone":"c","equals":true,"itself":{{{Names}}},"nested":[[1,null],[]],"to_string":2,"top":null}""")]
    [InlineData("Clone", $$$"""{"aB":1,"a_b":2,"class":"k","clone":"","equals":false,"itself":{{{Names}}},"nested":[],"to_string":0,"top":{"a":[1.5,"x"]}}""")]
    public void What_comes_as_json_goes_as_the_same(string record, string json)
    {
        Type type = Clients.Value.GetType($"Clients.Names+{record}") ?? throw new InvalidOperationException($"no {record}");
        object value = Call(nameof(AquaValue.Read), type, JsonValue.Parse(json))!;
        Assert.IsType(type, value);
        Assert.Equal(JsonValue.Parse(json).ToString(), Call(nameof(AquaValue.Of), type, value)!.ToString());
    }

    private static object? Call(string method, Type type, object argument) =>
        typeof(AquaValue).GetMethod(method)!.MakeGenericMethod(type).Invoke(null, [argument]);

    private static Assembly Compile()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Sources", "names.aqua");
        string client = new AquaCompiler(new AquaFileSources(), AquaImports.None).Compile(file).ToCSharp("Clients");
        using MemoryStream code = new();
        Assert.True(CSharpCompiler.Compilation(client).Emit(code).Success);
        return Assembly.Load(code.ToArray());
    }
}
