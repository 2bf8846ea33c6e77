using Fluence.TestKit;
using Fluence.Wasm.Wasi;

namespace Fluence.Wasm.Tests.Wasi;

public sealed class ProgramTests
{
    private const int Fault = 21;
    private const int Invalid = 28;
    private const int NotSupported = 52;

    [Fact]
    public void Arguments_and_environment_are_told_with_their_sizes()
    {
        using WasiGuest guest = new(new WasiOptions
        {
            Arguments = ["program", "ä"],
            Environment = new Dictionary<string, string> { ["B"] = "2", ["A"] = "one" },
        });
        Assert.Equal(0, guest.Call("args_sizes_get", 100, 104));
        Assert.Equal((2u, 11u), (guest.U32(100), guest.U32(104)));
        Assert.Equal(0, guest.Call("args_get", 200, 300));
        Assert.Equal((300u, 308u, "program\0ä\0"), (guest.U32(200), guest.U32(204), guest.Text(300, 11)));

        Assert.Equal(0, guest.Call("environ_sizes_get", 100, 104));
        Assert.Equal((2u, 10u), (guest.U32(100), guest.U32(104)));
        Assert.Equal(0, guest.Call("environ_get", 200, 300));
        Assert.Equal("A=one\0B=2\0", guest.Text(300, 10));
    }

    [Fact]
    public void The_end_of_the_program_reaches_the_caller()
    {
        using WasiGuest guest = new();
        Assert.Equal(7, Assert.Throws<WasiExitException>(() => guest.Call("proc_exit", 7)).Code);
        Assert.Equal(0, guest.Call("sched_yield"));
    }

    [Fact]
    public void Clock_and_random_come_from_the_host()
    {
        ManualTimeProvider time = new();
        using WasiGuest guest = new(new WasiOptions { Time = time, Random = bytes => bytes.Fill(9) });
        Assert.Equal(0, guest.Call("clock_time_get", 0, 0L, 100));
        Assert.Equal((ulong)time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, guest.U64(100));
        Assert.Equal(0, guest.Call("clock_time_get", 1, 0L, 100));
        ulong before = guest.U64(100);
        time.Advance(TimeSpan.FromMilliseconds(5));
        guest.Call("clock_time_get", 1, 0L, 100);
        Assert.Equal(5_000_000UL, guest.U64(100) - before);
        Assert.Equal(Invalid, guest.Call("clock_time_get", 4, 0L, 100));
        Assert.Equal(0, guest.Call("random_get", 200, 3));
        Assert.Equal([9, 9, 9, 0], guest.Memory.Slice(200, 4).ToArray());
    }

    [Fact]
    public void Streams_are_those_of_the_host()
    {
        using MemoryStream input = new("hello"u8.ToArray()), output = new();
        using WasiGuest guest = new(new WasiOptions { Input = input, Output = output });
        Assert.Equal((0, "hel"), guest.Read(0, 3));
        Assert.Equal((0, "lo"), guest.Read(0));
        Assert.Equal((0, ""), guest.Read(0));
        Assert.Equal(0, guest.Write(1, "out"));
        Assert.Equal("out"u8.ToArray(), output.ToArray());
    }

    [Theory]
    [InlineData("random_get", -1, 2)]
    [InlineData("random_get", 65_535, 2)]
    [InlineData("args_sizes_get", 100, 65_533)]
    [InlineData("clock_res_get", 0, 65_529)]
    [InlineData("fd_fdstat_get", 1, 65_520)]
    public void What_lies_outside_the_memory_is_a_fault(string name, int first, int second)
    {
        using WasiGuest guest = new();
        Assert.Equal(Fault, guest.Call(name, first, second));
    }

    [Fact]
    public void Sockets_and_signals_do_not_exist()
    {
        using WasiGuest guest = new();
        Assert.Equal(NotSupported, guest.Call("proc_raise", 1));
        Assert.Equal(NotSupported, guest.Call("sock_shutdown", 1, 1));
    }

    [Fact]
    public async Task A_wait_ends_when_the_clock_of_the_host_says_so()
    {
        ManualTimeProvider time = new();
        using WasiGuest guest = new(new WasiOptions { Time = time });
        guest.Memory[..48].Clear();
        BitConverter.TryWriteBytes(guest.Memory, 77UL);
        BitConverter.TryWriteBytes(guest.Memory[24..], 5_000_000UL);
        Task<int> waiting = Task.Run(() => guest.Call("poll_oneoff", 0, 100, 1, 200));
        await Eventually.True(() => time.TimerCount > 0, "the guest waits for the clock");
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal(0, await waiting.Soon());
        Assert.Equal((1u, 77UL), (guest.U32(200), guest.U64(100)));
    }

    [Fact]
    public void Files_are_always_ready_and_unknown_descriptors_are_told()
    {
        using WasiGuest guest = new();
        guest.Memory[..96].Clear();
        guest.Memory[8] = 2;
        BitConverter.TryWriteBytes(guest.Memory[16..], 1);
        guest.Memory[48 + 8] = 1;
        BitConverter.TryWriteBytes(guest.Memory[(48 + 16)..], 99);
        Assert.Equal(0, guest.Call("poll_oneoff", 0, 100, 2, 200));
        Assert.Equal((2u, 0, 8), (guest.U32(200), guest.Memory[108], guest.Memory[100 + 32 + 8]));
    }
}
