namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>Numbers that look random and follow from a text alone, on every machine.</summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(string text)
    {
        _state = 14695981039346656037;
        foreach (char letter in text)
        {
            _state = (_state ^ letter) * 1099511628211;
        }
    }

    /// <summary>A number from 0 on, below a bound.</summary>
    public int Next(int bound)
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
    }

    public bool Percent(int percent) => Next(100) < percent;
}
