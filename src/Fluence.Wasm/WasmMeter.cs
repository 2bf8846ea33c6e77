using System.Numerics;
using Fluence.Wasm.Execution;

namespace Fluence.Wasm;

/// <summary>
/// What a run may use: fuel, depth of calls, and time until someone interrupts it. Instances that belong together share one. All but
/// <see cref="Interrupt"/> belongs to the thread that runs.
/// </summary>
public sealed class WasmMeter : IDisposable
{
    /// <summary>The default of <see cref="MaxDepth"/>, which fits a thread with a stack of 1.5 MB, the least usual.</summary>
    public const int DefaultMaxDepth = 1_000_000;

    // the depth that is left to calls back from the host; none where no WebAssembly function is active on the thread
    [ThreadStatic]
    private static int? _activeDepth;

    // read by compiled code: fuel left, and the bounds below which it calls Exhausted; both bounds are raised by an interrupt
    internal long Fuel = long.MaxValue;
    internal long FuelFloor;
    internal int DepthFloor;

    // the memories of the instances that use this meter: their code reads the bound there
    private readonly List<WeakReference<WasmMemory>> _memories = [];

    private long _fuelGiven = long.MaxValue;
    private CancellationTokenRegistration _registration;

    /// <summary>The depth of calls that is allowed, in bytes of the stack as estimated from the functions' size and locals.</summary>
    public int MaxDepth { get; set; } = DefaultMaxDepth;

    /// <summary>The fuel left; setting it also starts <see cref="FuelUsed"/> anew. Only modules compiled with fuel use any.</summary>
    public long FuelLeft
    {
        get => Fuel;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Fuel = _fuelGiven = value;
        }
    }

    /// <summary>The fuel used since <see cref="FuelLeft"/> was set.</summary>
    public long FuelUsed => _fuelGiven - Fuel;

    /// <summary>The token whose cancellation interrupts a run.</summary>
    public CancellationToken CancellationToken
    {
        get;
        set
        {
            _registration.Dispose();
            field = value;
            _registration = value.Register(static meter => ((WasmMeter)meter!).Interrupt(), this);
        }
    }

    /// <summary>Ends the active run, or else the next one, with <see cref="TrapCode.Interrupted"/>. May be called on any thread.</summary>
    public void Interrupt() => SetFloors(int.MaxValue, long.MaxValue);

    /// <summary>Forgets an interrupt that came when nothing ran, so that it does not end the next run.</summary>
    public void ClearInterrupt() => SetFloors(0, 0);

    /// <summary>Lets go of the cancellation token.</summary>
    public void Dispose() => _registration.Dispose();

    /// <summary>The depth that a call from outside may use.</summary>
    internal int Enter()
    {
        if (CancellationToken.IsCancellationRequested)
        {
            Interrupt();
        }

        if (DepthFloor != 0)
        {
            Exhausted(TrapCode.Interrupted);
        }

        return _activeDepth is int active && active < MaxDepth ? active : MaxDepth;
    }

    /// <summary>Notes the depth left before the host is called; returns what to give <see cref="LeaveHost"/>.</summary>
    internal static int? EnterHost(int depth)
    {
        int? before = _activeDepth;
        _activeDepth = depth;
        return before;
    }

    internal static void LeaveHost(int? before) => _activeDepth = before;

    /// <summary>Called when a bound is reached: ends the run.</summary>
    internal void Exhausted(TrapCode code)
    {
        if (Volatile.Read(ref DepthFloor) != 0)
        {
            SetFloors(0, 0);
            if (Fuel >= 0)
            {
                Trap.Throw(TrapCode.Interrupted);
            }
        }

        if (code == TrapCode.OutOfFuel)
        {
            Fuel = 0;
        }

        Trap.Throw(code);
    }

    /// <summary>Notes the memory of an instance that uses this meter.</summary>
    internal void Attach(WasmMemory memory)
    {
        lock (_memories)
        {
            if (BitOperations.IsPow2(_memories.Count))
            {
                _memories.RemoveAll(static each => !each.TryGetTarget(out _));
            }

            _memories.Add(new WeakReference<WasmMemory>(memory));
            memory.Floor = FuelFloor;
        }
    }

    private void SetFloors(int depth, long fuel)
    {
        lock (_memories)
        {
            Volatile.Write(ref DepthFloor, depth);
            Volatile.Write(ref FuelFloor, fuel);
            foreach (WeakReference<WasmMemory> each in _memories)
            {
                if (each.TryGetTarget(out WasmMemory? memory))
                {
                    memory.Floor = fuel;
                }

                GC.KeepAlive(memory);
            }
        }
    }

    internal void Charge(long amount)
    {
        if (Fuel < amount)
        {
            Exhausted(TrapCode.OutOfFuel);
        }

        Fuel -= amount;
    }
}
