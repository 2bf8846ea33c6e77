using System.Text;
using Fluence.Marine.Aqua;
using Fluence.Marine.Configuration;
using Fluence.Marine.Generation;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Marine.Tests.Support;

namespace Fluence.Marine.Tests.Fuzzing;

/// <summary>No bytes make a decoder do anything but answer or throw its documented error.</summary>
public sealed class DecoderFuzzTests
{
    private const int Rounds = 3000;

    [Fact]
    public void Modules() => Fuzz(
        seed => TestModule.Bytes(("interface-types", InterfacesEncoder.Encode(new RandomInterfaces(seed).Next())), ("x", [1, 2, 3])),
        bytes =>
        {
            WasmModuleFile module = WasmModuleFile.Read(bytes);
            Tolerate<ModuleFormatException>(() => ModuleExterns.Imports(module));
            Tolerate<ModuleFormatException>(() => ModuleExterns.Exports(module));
            SectionEditor.Set(module, "x", [1]);
        },
        typeof(ModuleFormatException));

    [Fact]
    public void Imports_and_exports() => Fuzz(
        _ => [3, 1, (byte)'m', 1, (byte)'f', 0, 1, 1, (byte)'m', 1, (byte)'t', 1, 0x70, 1, 2, 3, 1, (byte)'m', 1, (byte)'g', 3, 0x7f, 0],
        bytes =>
        {
            WasmModuleFile module = WasmModuleFile.Read(
                (byte[])[.. TestModule.Header, .. TestModule.Section(2, bytes), .. TestModule.Section(7, bytes)]);
            Tolerate<ModuleFormatException>(() => ModuleExterns.Exports(module));
            ModuleExterns.Imports(module);
        },
        typeof(ModuleFormatException));

    [Fact]
    public void Interface_types() => Fuzz(
        seed => InterfacesEncoder.Encode(new RandomInterfaces(seed).Next()),
        bytes =>
        {
            Interfaces interfaces = InterfacesDecoder.Decode(bytes.AsSpan());
            InterfacesPrinter.Print(interfaces);
            InterfacesEncoder.Encode(interfaces);
            AquaInterface.Print(ModuleInterface.Of(interfaces), "x");
        },
        typeof(ModuleFormatException),
        typeof(InterfaceException));

    [Fact]
    public void Manifests() => Fuzz(
        _ => ManifestCodec.Encode(new ModuleManifest("me", new SemVersion(1, 2, 3), "d", "r", "2023-02-07T10:27:17.870350+00:00")),
        bytes => ManifestCodec.Decode(bytes),
        typeof(ModuleFormatException));

    [Fact]
    public void Versions() => Fuzz(_ => "10.2.3-rc.1+build.7"u8.ToArray(), bytes => SdkVersion.Decode(bytes), typeof(ModuleFormatException));

    [Fact]
    public void Generated_sections() => Fuzz(
        _ => """{"ast_type":"Record","name":"R","fields":{"Named":[{"name":"x","ty":{"Vector":[{"U8":"ByValue"},"ByRef"]}}]}}"""u8.ToArray(),
        bytes => InterfacesGenerator.SetInterfaceTypes(TestModule.Of(("__m_generated_section__R", bytes))),
        typeof(ModuleFormatException),
        typeof(InterfaceException));

    [Fact]
    public void Configurations_in_TOML() => Fuzz(
        _ => "total_memory_limit = \"10 MiB\"\n[[module]]\nname = 'x'\n[module.wasi]\nenvs = { \"A\" = \"\"\"1\"\"\", b.c = [0x1, 1979-05-27] }\n"u8.ToArray(),
        bytes => TomlConfigReader.Read(Encoding.UTF8.GetString(bytes), "f", "/b"),
        typeof(MarineConfigException));

    [Fact]
    public void Configurations_in_YAML() => Fuzz(
        _ => "version: 0\nname: &a x\nmodules: {facade: {get: \"y\", repl: {loggerEnabled: true}}}\ntotalMemoryLimit: |\n  1 MB\n"u8.ToArray(),
        bytes => ServiceYaml.Read(Encoding.UTF8.GetString(bytes), "f"),
        typeof(MarineConfigException));

    private static void Fuzz(Func<int, byte[]> valid, Action<byte[]> decode, params Type[] documented)
    {
        for (int seed = 0; seed < Rounds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = Damage(valid(seed), random);
            Exception? error = Record.Exception(() => decode(bytes));
            Assert.True(
                error is null || documented.Contains(error.GetType()), $"seed {seed}, {Convert.ToHexString(bytes)}: {error}");
        }
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                byte[] other = new byte[random.Next(200)];
                random.NextBytes(other);
                return other;
            case 1:
                return bytes[..random.Next(bytes.Length + 1)];
            case 2:
                int at = random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[random.Next(bytes.Length)..], .. bytes[at..]];
            default:
                for (int flips = random.Next(1, 6); flips > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                return bytes;
        }
    }

    private static void Tolerate<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T documented)
        {
            Assert.NotEmpty(documented.Message);
        }
    }
}
