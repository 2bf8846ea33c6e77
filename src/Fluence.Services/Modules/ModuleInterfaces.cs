using System.Diagnostics.CodeAnalysis;
using Fluence.Marine.Aqua;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Primitives.Json;
using Fluence.Services.Blueprints;
using Fluence.Services.Calls;

namespace Fluence.Services.Modules;

/// <summary>The interfaces of modules as scripts see them.</summary>
internal sealed class ModuleInterfaces(ModuleStore modules, BlueprintStore blueprints)
{
    /// <summary>What a service of a blueprint offers: the interface of its facade.</summary>
    public bool TryOfBlueprint(string id, [NotNullWhen(true)] out JsonValue? json, [NotNullWhen(false)] out ServiceFault? fault)
    {
        json = null;
        return blueprints.TryFind(id, out Blueprint? blueprint, out fault) && TryOfModule(blueprint.Facade!, out json, out fault);
    }

    /// <summary>What a module offers.</summary>
    public bool TryOfModule(string cid, [NotNullWhen(true)] out JsonValue? json, [NotNullWhen(false)] out ServiceFault? fault)
    {
        json = modules.TryLoad(cid, out StoredModule? module, out fault) ? Print(module.Module.Interface) : null;
        return json is not null;
    }

    /// <summary>As scripts see it.</summary>
    public static JsonObject Print(ModuleInterface module) => new(
        ("function_signatures", new JsonArray([.. module.Functions.Select(JsonValue (function) => new JsonObject(
            ("name", new JsonString(function.Name)),
            ("arguments", new JsonArray([.. function.Arguments.Select(JsonValue (argument) => new JsonArray(
                [new JsonString(argument.Name), Text(argument.Type, module.Records)]))])),
            ("output_types", new JsonArray([.. function.Outputs.Select(type => Text(type, module.Records))]))))])),
        ("record_types", new JsonArray([.. module.ExportedRecords.Select(JsonValue (record) => new JsonObject(
            ("name", new JsonString(record.Record.Name)),
            ("id", JsonNumber.FromUInt64(record.Id)),
            ("fields", new JsonArray([.. record.Record.Fields.Select(JsonValue (field) => new JsonObject(
                ("name", new JsonString(field.Name)), ("ty", Text(field.Type, module.Records))))]))))])));

    private static JsonString Text(IType type, RecordTable records) => new(AquaTypes.NameOf(type, records));
}
