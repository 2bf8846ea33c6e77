using System.Text;
using Fluence.Aqua.Inlining;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Emission;

/// <summary>Values as AIR has them.</summary>
internal static class Operands
{
    /// <summary>A variable's name, behind the sign of what it is.</summary>
    internal static string Name(string name, AquaType type) => (type switch
    {
        CollectionType { Form: CollectionForm.Stream } => "$",
        CollectionType { Form: CollectionForm.StreamMap } => "%",
        CollectionType { Form: CollectionForm.Canon } => "#",
        CollectionType { Form: CollectionForm.CanonMap } => "#%",
        _ => "",
    } + name).Replace('.', '_');

    internal static string Name(Target target) => Name(target.Name, target.Type);

    internal static string Write(Value value)
    {
        if (value is LiteralValue literal)
        {
            return literal.Text;
        }

        VariableValue variable = (VariableValue)value;
        StringBuilder text = new(Name(variable.Name, variable.BaseType));
        if (!variable.Accesses.IsEmpty && variable.Accesses.All(access => access.Kind != ValueAccessKind.Functor))
        {
            text.Append(".$");
        }

        foreach (ValueAccess access in variable.Accesses)
        {
            text.Append('.').Append(access.Kind == ValueAccessKind.Index ? $"[{access.Name}]" : access.Name);
        }

        return text.ToString();
    }
}
