using Fluence.Aqua.Types;

namespace Fluence.Aqua.Output.CSharp;

/// <summary>Values and functions on their way between a program and scripts, as expressions.</summary>
internal sealed class CSharpCalls(CSharpTypes types)
{
    private const string Values = "global::Fluence.Client.Functions.AquaValue";
    private const string ServiceFunction = "global::Fluence.Client.Services.ServiceFunction";

    /// <summary>The names of the parameters that a handler has itself.</summary>
    internal static readonly string[] HandlerNames = ["call", "token"];

    /// <summary>The results of a function as what its method returns.</summary>
    internal string Results(string value, ProductType results) => results.Length == 1
        ? Read(value, results.Items[0].Type)
        : "(" + string.Join(", ", results.Items.Select((item, index) => Item(value, index, item.Type))) + ")";

    /// <summary>A parameter as what a script is given.</summary>
    internal string Argument(string name, AquaType type) =>
        type is ArrowType arrow ? Handler(name, arrow, takesToken: false) : $"{Values}.Of({name})";

    /// <summary>A function of the program as scripts call it.</summary>
    internal string Handler(string function, ArrowType arrow, bool takesToken)
    {
        IEnumerable<string> arguments = arrow.Domain.Items.Select((item, index) => Read($"call.Arguments[{index}]", item.Type));
        string call = $"await {function}({string.Join(", ", takesToken ? [.. arguments, "token"] : arguments)})";
        string body = arrow.Codomain.Length == 0 ? $"{call}; return null;" : $"return {Values}.Of({call});";
        return $"({ServiceFunction})(async (call, token) => {{ {body} }})";
    }

    // any value is passed on as it is, so that JSON's null stays a value
    private string Read(string value, AquaType type) =>
        types.Of(type) is not CSharpTypes.Any and var of ? $"{Values}.Read<{of}>({value})" : value;

    private string Item(string value, int index, AquaType type) => types.Of(type) is not CSharpTypes.Any and var of
        ? $"{Values}.Item<{of}>({value}, {index})"
        : $"((global::Fluence.Primitives.Json.JsonArray){value})[{index}]";
}
