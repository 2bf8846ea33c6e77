namespace Fluence.Marine.InterfaceTypes;

/// <summary>The bytes that begin the groups of entries in the section.</summary>
internal enum EntryKind : byte
{
    Types = 0,
    Imports = 1,
    Adapters = 2,
    Exports = 3,
    Implementations = 4,
    Version = 5,
}
