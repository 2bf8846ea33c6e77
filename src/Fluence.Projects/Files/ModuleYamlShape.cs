using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>The keys of <c>module.yaml</c> and <c>service.yaml</c>, which Marine reads.</summary>
internal static class ModuleYamlShape
{
    private static readonly ListShape Texts = new(TextShape.Any);

    // what stood for effects and repl in version 0 of module.yaml is still read
    private static readonly ObjectShape Older = new(
        new("envs", new MapShape(TextShape.Any), "Variables of the module's environment. In files of version 0."),
        new("volumes", new MapShape(TextShape.Any), "Folders of the host by their names in the module. In files of version 0."),
        new("mountedBinaries", new MapShape(TextShape.Any), "The older form of `effects.binaries`. In files of version 0."),
        new("loggerEnabled", new BooleanShape(), "The older form of `repl.loggerEnabled`. In files of version 0."),
        new("loggingMask", new IntegerShape(int.MinValue, int.MaxValue), "The older form of `repl.loggingMask`. In files of version 0."),
        new("maxHeapSize", new ScalarShape(), "Has no meaning any more. In files of version 0."));

    /// <summary>What stands both in module.yaml and over it in other files.</summary>
    public static ObjectShape Settings { get; } = CommonShapes.ModuleSettings.With(Older);

    /// <summary><c>module.yaml</c>.</summary>
    public static FileShape Module { get; } = new(
        ModuleFolder.FileName,
        "A Wasm module.",
        new ObjectShape(
            CommonShapes.Version(0, 1),
            new("name", TextShape.Any, "The module's name, which is that of the crate and of the .wasm file.") { IsRequired = true },
            new("type", new ChoiceShape("rust", "compiled", "cpp"), "What the module is built from; `compiled` is there built.")
            {
                Default = "compiled",
                IsOurs = true,
            },
            new("cid", TextShape.Any, "The content id of the compiled module, written by `fluence module pack`."),
            new("rustBindingCrate", new ObjectShape(
                new("name", TextShape.Any, "The crate's name.") { IsRequired = true },
                new("version", TextShape.Any, "The crate's version.") { IsRequired = true }),
                "The Rust crate by which other modules import this one."),
            new("cpp", new ObjectShape(
                new("sources", Texts, "Files and folders of sources.") { Default = "`src`" },
                new("include", Texts, "Folders of headers.") { Default = "`src` and `include`" },
                new("flags", Texts, "More flags for the compiler."),
                new("linkFlags", Texts, "Flags and libraries for the linker.")), "How a module of C++ is compiled.") { IsOurs = true })
            .With(Settings));

    /// <summary><c>service.yaml</c>.</summary>
    public static FileShape Service { get; } = new(
        ServiceFolder.FileName,
        "A service: modules that are linked together, of which others see the facade.",
        new ObjectShape(
            CommonShapes.Version(0),
            new("name", TextShape.Any, "The name that the service gets in a project where nobody chooses another.") { IsRequired = true },
            new("totalMemoryLimit", CommonShapes.Memory, "The memory that all modules may take together, at least 2 MiB for each.")
            {
                Default = "what the worker's compute units come with",
            },
            new("modules", new MapShape(new ObjectShape(CommonShapes.Get("module")).With(Settings)),
                "The modules by their names. One of them is called `facade`.") { IsRequired = true }));
}
