using System.Collections.Immutable;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>What a file sees of others, and others of it.</summary>
internal sealed class HeaderAnalyzer(FileSyntax file, DiagnosticSink sink, SymbolRecorder? symbols = null)
{
    private ModuleSyntax? Module => file.Header.FirstOrDefault() as ModuleSyntax;

    /// <summary>What the file imports.</summary>
    /// <param name="imports">The files imported, as <see cref="Finish"/> made them, by the place of their path in the header.</param>
    internal RawModule Begin(IReadOnlyDictionary<TextSpan, RawModule> imports)
    {
        if (Module is null)
        {
            sink.Error(new TextSpan(0, 0), "no-header", "the file has no header", "begin it with `aqua Name declares *`");
        }
        else if (Module.IsOldWord)
        {
            sink.Error(Module.Word, "old-header", "`module` is what the header was called before version 0.14", "write `aqua` instead");
        }

        RawModule seen = RawModule.Empty;
        foreach (HeaderSyntax line in file.Header.Skip(Module is null ? 0 : 1))
        {
            if (line is ModuleSyntax)
            {
                sink.Error(line.Span, "late-header", "the `aqua` line stands at the top of the file");
            }
            else if (line is ImportSyntax import && imports.TryGetValue(import.PathSpan, out RawModule? module)
                && Import(import, module.Declared()) is { } part)
            {
                seen = ModuleView.Combine(seen, part);
            }
        }

        return seen;
    }

    private RawModule? Import(ImportSyntax import, RawModule module)
    {
        if (module.Name is not { } name)
        {
            // that file's own message says so
            return null;
        }

        RawModule? picked = import.Names.IsEmpty ? module : Picked(import, module, name);
        if (picked is null)
        {
            return null;
        }

        if (!import.IsUse)
        {
            return picked.Within(name) is { } inner ? inner with { Exports = module.Exports } : null;
        }

        RawModule named = import.Module is { } rename && rename.Text != name ? picked.Pick(name, rename.Text)! : picked;
        return named with { Name = null, Declares = [], Exports = [] };
    }

    private RawModule? Picked(ImportSyntax import, RawModule module, string name)
    {
        RawModule? all = module.HeaderOnly();
        foreach (RenamedSyntax each in import.Names)
        {
            if (module.Pick($"{name}.{each.Name}", $"{name}.{each.Rename ?? each.Name}") is { } picked)
            {
                all = all is null ? null : ModuleView.Combine(all, picked);
                Use(each, module, $"{name}.{each.Name}");
                continue;
            }

            all = null;
            IEnumerable<string> declared = module.Declares.Select(path => path[(name.Length + 1)..]);
            sink.Error(
                each.Name.Span, "not-declared", $"the imported file does not declare `{each.Name}`",
                SimilarNames.Hint(each.Name.Text, declared) ?? $"add `declares {each.Name}` to its header");
        }

        return all;
    }

    /// <summary>The file as others see it: under its name, with what it declares and exports.</summary>
    /// <param name="module">What it imports and defines.</param>
    /// <param name="compiled">The same with its exports, to be compiled.</param>
    internal RawModule Finish(RawModule module, out RawModule compiled)
    {
        ImmutableArray<(string, string)>.Builder exports = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (RenamedSyntax export in file.Header.OfType<ExportSyntax>().SelectMany(line => line.Names))
        {
            if (Export(export, module) is { } name)
            {
                exports.Add((export.Name.Text, name));
            }
        }

        // what imported files export is compiled too, as far as it can be seen here under the name that it has there
        compiled = module = module with { Exports = [.. exports, .. module.Exports] };
        if (Module is null)
        {
            return module;
        }

        string own = Module.Name.Text;
        return module.Under(own) with
        {
            Name = own, Exports = module.Exports, Declares = [.. Declared(module).Select(name => $"{own}.{name}")],
        };
    }

    private IEnumerable<string> Declared(RawModule module)
    {
        if (Module!.DeclaresAll)
        {
            return module.Parts.Select(part => part.Part.Name);
        }

        foreach (NameSyntax name in symbols is null ? [] : Module.Declares)
        {
            symbols?.Use(name, Origin(module, name.Text));
        }

        foreach (NameSyntax name in Module.Declares.Where(name => module.Pick(name.Text) is null))
        {
            sink.Error(
                name.Span, "not-defined", $"`{name}` is declared, but not defined in the file",
                SimilarNames.Hint(name.Text, module.Parts.Select(part => part.Part.Name)));
        }

        return Module.Declares.Select(name => name.Text);
    }

    /// <summary>The name that something is exported under; null where it cannot be.</summary>
    private string? Export(RenamedSyntax export, RawModule module)
    {
        string path = export.Name.Text;
        Use(export, module, path);
        if (module.Pick(path) is null)
        {
            IEnumerable<string> known = module.AllParts().Where(part => part.Part is RawFunctionPart or RawService)
                .Select(part => part.Path);
            return Refuse(export.Name, "is not defined or imported", SimilarNames.Hint(path, known));
        }

        RawPart? part = module.Find(path);
        string? problem = part switch
        {
            RawType { Type: NamedType { Kind: NamedKind.Ability } } => "cannot be exported: it is an ability",
            RawFunctionPart function when function.Function.Type.Codomain.Items.Any(item =>
                CannotLeave(item.Type) || item.Type is ArrowType) =>
                "cannot be exported: it returns a function, an ability or a stream map",
            RawFunctionPart function when function.Function.Type.Domain.Items.Any(item => CannotLeave(item.Type)) =>
                "cannot be exported: it takes an ability or a stream map",
            _ => null,
        };
        if (problem is not null)
        {
            return Refuse(export.Name, problem, null);
        }

        NameSyntax name = export.Rename ?? export.Name;
        return name.Text.Contains('.', StringComparison.Ordinal)
            ? Refuse(name, "is a name with dots, under which nothing can be exported", $"write `export {path} as name`")
            : name.Text;
    }

    private void Use(RenamedSyntax renamed, RawModule module, string path)
    {
        if (symbols is not null && Origin(module, path) is { } origin)
        {
            symbols.Use(renamed.Name, origin);
            if (renamed.Rename is { } rename)
            {
                symbols.Use(rename, origin);
            }
        }
    }

    private static Definition? Origin(RawModule module, string path) => module.Find(path)?.Origin;

    private string? Refuse(NameSyntax name, string problem, string? hint)
    {
        sink.Error(name.Span, "no-export", $"`{name}` {problem}", hint);
        return null;
    }

    private static bool CannotLeave(AquaType type) =>
        type is NamedType { Kind: NamedKind.Ability } or CollectionType { Form: CollectionForm.StreamMap };
}
