using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Services.Hosting;
using Fluence.Services.Modules;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Hosting;

/// <summary>Small modules that would be large, and results that are.</summary>
public sealed class HostileModuleTests
{
    private const long Most = uint.MaxValue;

    private static readonly byte[] _emptyType = ModuleBytes.Section(1, 1, 0x60, 0, 0), _oneFunction = ModuleBytes.Section(3, 1, 0);

    /// <summary>Modules of a few bytes by what there is too much of.</summary>
    public static TheoryData<string, byte[]> Bombs { get; } = new()
    {
        { "memory", Sections(ModuleBytes.Section(5, [1, 0, .. ModuleBytes.Number(65_536)])) },
        { "memories", Sections(ModuleBytes.Section(5, [.. ModuleBytes.Number(Most), 0, 0])) },
        { "table elements", Sections(ModuleBytes.Section(4, [1, 0x70, 0, .. ModuleBytes.Number(Most)])) },
        { "tables", Sections(ModuleBytes.Section(4, [.. ModuleBytes.Number(Most), 0x70, 0, 0])) },
        { "types", Sections(ModuleBytes.Section(1, [.. ModuleBytes.Number(Most), 0x60, 0, 0])) },
        { "parameters", Sections(ModuleBytes.Section(1, [1, 0x60, .. ModuleBytes.Number(Most), 0x7f])) },
        { "imports", Sections(ModuleBytes.Section(2, ModuleBytes.Number(Most))) },
        { "functions", Sections(_emptyType, ModuleBytes.Section(3, [.. ModuleBytes.Number(Most), 0])) },
        { "bodies", Sections(_emptyType, _oneFunction, ModuleBytes.Section(10, [.. ModuleBytes.Number(Most), 2, 0, 0x0b])) },
        { "globals", Sections(ModuleBytes.Section(6, [.. ModuleBytes.Number(Most), 0x7f, 0, 0x41, 0, 0x0b])) },
        { "exports", Sections(ModuleBytes.Section(7, ModuleBytes.Number(Most))) },
        { "elements", Sections(ModuleBytes.Section(9, [1, 1, 0, .. ModuleBytes.Number(Most), 0])) },
        { "segments", Sections(ModuleBytes.Section(5, 1, 0, 1), ModuleBytes.Section(11, [.. ModuleBytes.Number(Most), 1, 0])) },
        { "data", Sections(ModuleBytes.Section(5, 1, 0, 1), ModuleBytes.Section(11, [1, 1, .. ModuleBytes.Number(Most), 0])) },
        { "locals", Sections(_emptyType, _oneFunction, Code([1, .. ModuleBytes.Number(Most), 0x7e, 0x0b])) },
        { "kinds of locals", Sections(_emptyType, _oneFunction, Code([.. ModuleBytes.Number(Most), 1, 0x7e, 0x0b])) },
        { "blocks", Sections(_emptyType, _oneFunction, Code([0, .. Enumerable.Repeat<byte[]>([0x02, 0x40], 500_000).SelectMany(b => b)])) },
        { "operands", Sections(_emptyType, _oneFunction, Code([0, .. Enumerable.Repeat<byte[]>([0x41, 0], 500_000).SelectMany(b => b), 0x0b])) },
        { "bytes of a section", [.. "\0asm\u0001\0\0\0"u8, 0, .. ModuleBytes.Number(Most)] },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_module_with_too_much_becomes_no_service(string what, byte[] wasm)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        CallResult added = await AddAsync(peer, wasm);
        Assert.True(added.RetCode != 0 || (await CreateAsync(peer, added)).RetCode != 0, $"too much {what}, and yet a service");
        Assert.Equal(0, peer.Peer.ServiceCount);
        await AssertServesAsync(peer);
    }

    [Fact]
    public async Task Very_many_functions_with_very_many_locals_cost_nothing_before_they_are_called()
    {
        const int count = 100_000;
        byte[] body = [.. ModuleBytes.Number(6), 1, .. ModuleBytes.Number(50_000), 0x7e, 0x0b];
        byte[] wasm = ModuleBytes.Of(
        [
            _emptyType,
            ModuleBytes.Section(3, [.. ModuleBytes.Number(count), .. new byte[count]]),
            ModuleBytes.Section(10, [.. ModuleBytes.Number(count), .. Enumerable.Repeat(body, count).SelectMany(b => b)]),
        ]);
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await CreateAsync(peer, await AddAsync(peer, wasm));
        await AssertServesAsync(peer);
    }

    [Theory]
    [InlineData("fn big -> Utf8String", 1_000_000_000)]
    [InlineData("fn big -> [U8]", 1_000_000_000)]
    [InlineData("fn big -> [U64]", 125_000_000)]
    [InlineData("fn big -> [[U8]]", 125_000_000)]
    public async Task A_result_of_a_gigabyte_is_an_error(string signature, uint size)
    {
        HostingOptions options = HostedHarness.WithTool with { MemoryLimit = 2L << 30 };
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: options);
        CallResult created = await CreateAsync(peer, await AddAsync(peer, Giving(signature, size)));
        Assert.Equal((0, 2), (created.RetCode, created.Result.Count(letter => letter == '"')));
        Assert.Contains(
            $"{options.ResultLimit}", await peer.FailAsync($"{created.Result.Trim('"')}.big", "[]"), StringComparison.Ordinal);
        await AssertServesAsync(peer);
    }

    [Fact]
    public async Task A_module_gets_no_program_of_the_host_that_it_is_not_allowed()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(
            options: new HostingOptions { Effectors = EffectorPolicy.None });
        CallResult added = await AddAsync(peer, HostedHarness.Guest("world"));
        Assert.Equal(1, added.RetCode);
        Assert.StartsWith("\"Error: Config error: requested module effector", added.Result, StringComparison.Ordinal);
        Assert.Empty(peer.Modules());
    }

    [Fact]
    public async Task A_peer_that_no_longer_allows_a_program_no_longer_starts_the_service()
    {
        string folder = TestKit.TestFolder.New(), id;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            id = await peer.CreateAsync("world");
        }

        await using HostedHarness again = await HostedHarness.OpenAsync(folder, new HostingOptions { Effectors = EffectorPolicy.None });
        Assert.Equal([id], again.Peer.NotRestored);
    }

    /// <summary>A module whose function <c>big</c> says that its result is so large; it has 16,000 pages of memory.</summary>
    private static byte[] Giving(string signature, uint size) => ModuleBytes.Of(
        [
            ModuleBytes.Section(1, 4, 0x60, 0, 0, 0x60, 0, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, 0x60, 1, 0x7f, 0),
            ModuleBytes.Section(3, 7, 0, 1, 1, 0, 2, 3, 3),
            ModuleBytes.Section(5, [1, 0, .. ModuleBytes.Number(16_000)]),
            ModuleBytes.Section(7,
            [
                8, .. ModuleBytes.Export("memory", 2, 0), .. ModuleBytes.Export("big", 0, 0), .. ModuleBytes.Export("get_result_ptr", 0, 1),
                .. ModuleBytes.Export("get_result_size", 0, 2), .. ModuleBytes.Export("release_objects", 0, 3),
                .. ModuleBytes.Export("allocate", 0, 4), .. ModuleBytes.Export("set_result_ptr", 0, 5),
                .. ModuleBytes.Export("set_result_size", 0, 6),
            ]),
            ModuleBytes.Section(10,
            [
                7, .. ModuleBytes.Body(), .. ModuleBytes.Body(0x41, 8), .. ModuleBytes.Body([0x41, .. Signed((int)size)]),
                .. ModuleBytes.Body(), .. ModuleBytes.Body(0x41, 8), .. ModuleBytes.Body(), .. ModuleBytes.Body(),
            ]),
        ],
        signature);

    private static byte[] Signed(int value)
    {
        List<byte> bytes = [];
        while (value is < -64 or > 63)
        {
            bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        return [.. bytes, (byte)(value & 0x7f)];
    }

    private static byte[] Sections(params byte[][] sections) => [.. "\0asm\u0001\0\0\0"u8, .. sections.SelectMany(section => section)];

    private static byte[] Code(byte[] body) => ModuleBytes.Section(10, [1, .. ModuleBytes.Number(body.Length), .. body]);

    private static Task<CallResult> AddAsync(HostedHarness peer, byte[] wasm) =>
        peer.CallAsync("dist.add_module", $$"""["{{Convert.ToBase64String(wasm)}}", {"name":"hostile"}]""");

    private static async Task<CallResult> CreateAsync(HostedHarness peer, CallResult added)
    {
        Assert.True(added.RetCode == 0, added.Result);
        string blueprint = await peer.GetTextAsync("dist.make_blueprint", $"[\"x\", [{added.Result}]]");
        return await peer.CallAsync(
            "srv.create", $"[\"{await peer.GetTextAsync("dist.add_blueprint", $"[{new JsonString(blueprint)}]")}\"]");
    }

    private static async Task AssertServesAsync(HostedHarness peer) =>
        Assert.Equal("3", (await peer.GetAsync($"{await peer.CreateAsync("types")}.add", "[1, 2]")).ToString());
}
