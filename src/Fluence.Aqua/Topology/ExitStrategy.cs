namespace Fluence.Aqua.Topology;

/// <summary>How far control goes back after an instruction; more is greater.</summary>
internal enum ExitStrategy : byte
{
    /// <summary>It stays.</summary>
    Stay,

    /// <summary>To the relay.</summary>
    ToRelay,

    /// <summary>To where it goes on.</summary>
    Full,
}
