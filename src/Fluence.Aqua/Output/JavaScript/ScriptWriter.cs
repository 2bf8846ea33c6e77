using System.Text;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Output.JavaScript;

/// <summary>
/// Writes a module for js-client 0.9: for each function one that calls its script, for each service one that registers it. With types it
/// is TypeScript, and types alone are what TypeScript has to know of the JavaScript. What it exports has the names and the
/// calling conventions of <c>aqua-to-js</c> 0.3.13.
/// </summary>
internal sealed class ScriptWriter
{
    private const string Client = "IFluenceClient$$";

    private readonly StringBuilder _text = new();
    private readonly bool _hasTypes;
    private readonly bool _hasCode;

    private ScriptWriter(ScriptKind kind)
    {
        _hasTypes = kind != ScriptKind.JavaScript;
        _hasCode = kind != ScriptKind.Declarations;
    }

    /// <summary>The source of a module.</summary>
    /// <param name="output">What was compiled.</param>
    /// <param name="source">The name of the Aqua file, for comments.</param>
    /// <param name="kind">What of it.</param>
    /// <param name="definitions">Definitions of functions and services as JSON, by their names.</param>
    internal static string Write(AirOutput output, string source, ScriptKind kind, IReadOnlyDictionary<string, string> definitions)
    {
        ScriptWriter writer = new(kind);
        writer.Head(source);
        foreach (AirService service in output.Services)
        {
            writer.Service(service, definitions[service.Name]);
        }

        foreach (AirFunction function in output.Functions)
        {
            writer.Function(function, definitions[function.Name]);
        }

        return writer._text.ToString();
    }

    private void Head(string source)
    {
        Line("/* eslint-disable */");
        if (_hasTypes)
        {
            Line("// @ts-nocheck");
        }

        Line($"// Made from {source} by `fluence aqua compile`; changes are lost when it is made again.");
        if (_hasTypes)
        {
            string types = $"IFluenceClient as {Client}, ParticleContext as {TypeScriptTypes.Context}";
            Line($"import type {{ {types} }} from '@fluencelabs/js-client';");
        }

        if (_hasCode)
        {
            Line("import { v5_callFunction as callFunction$$, v5_registerService as registerService$$ } from '@fluencelabs/js-client';");
        }
    }

    private void Service(AirService service, string definition)
    {
        Line("");
        if (_hasTypes)
        {
            Line($"export interface {service.Name}Def {{");
            foreach ((string name, AquaType type) in service.Type.Fields)
            {
                Line($"    {name}: {TypeScriptTypes.Of(type)};");
            }

            Line("}");
            string[] own = [$"service: {service.Name}Def"], withId = ["serviceId: string", .. own], onPeer = [$"peer: {Client}"];
            string[][] overloads = service.DefaultId is null
                ? [withId, [.. onPeer, .. withId]]
                : [own, withId, [.. onPeer, .. own], [.. onPeer, .. withId]];
            foreach (string[] parameters in overloads)
            {
                Line($"export function register{service.Name}({string.Join(", ", parameters)}): void;");
            }
        }

        if (_hasCode)
        {
            Line($"export function register{service.Name}({Typed("...args", "any[]")}) {{");
            Line($"    registerService$$(args, {definition});");
            Line("}");
        }
    }

    private void Function(AirFunction function, string definition)
    {
        string name = Capitalize(function.Name);
        Line("");
        Line(_hasCode
            ? $"export const {function.Name}_script = `\n{Escape(function.Air)}`;"
            : $"export declare const {function.Name}_script: string;");
        if (_hasTypes)
        {
            FunctionTypes(function, name);
        }

        if (!_hasCode)
        {
            Line($"export declare function {function.Name}(...args: {name}Params): {name}Result;");
            return;
        }

        Line($"export function {function.Name}({Typed("...args", $"{name}Params")}){(_hasTypes ? $": {name}Result" : "")} {{");
        Line($"    return callFunction$$(args, {definition}, {function.Name}_script);");
        Line("}");
    }

    private void FunctionTypes(AirFunction function, string name)
    {
        List<string> parameters = [];
        foreach ((string label, AquaType type) in function.Type.Domain.WithLabels())
        {
            parameters.Add($"{label}: {Named(type, $"{name}Arg{Capitalize(label)}")}");
        }

        parameters.Add("config?: {ttl?: number}");
        string result = function.Type.Codomain.Length == 1
            ? Named(function.Type.Codomain.Items[0].Type, $"{name}ResultType")
            : Named(function.Type.Codomain, $"{name}ResultType");
        string list = string.Join(", ", parameters);
        Line($"export type {name}Params = [{list}] | [peer: {Client}, {list}];");
        Line($"export type {name}Result = Promise<{result}>;");
    }

    /// <summary>The name of a type that is written out first, or the type itself.</summary>
    private string Named(AquaType type, string name)
    {
        string text = type is ProductType results ? TypeScriptTypes.Results(results) : TypeScriptTypes.Of(type);
        if (!TypeScriptTypes.HasName(type))
        {
            return text;
        }

        Line($"export type {name} = {text};");
        return name;
    }

    private static string Escape(string script) => script.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("`", "\\`", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal);

    private string Typed(string name, string type) => _hasTypes ? $"{name}: {type}" : name;

    private static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private void Line(string line) => _text.Append(line).Append('\n');
}
