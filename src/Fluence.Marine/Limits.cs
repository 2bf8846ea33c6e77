namespace Fluence.Marine;

/// <summary>The bounds of what is read and written.</summary>
public static class Limits
{
    /// <summary>The longest string in the interface-types section, in bytes of UTF-8: its length is one byte.</summary>
    public const int MaxStringLength = 255;

    /// <summary>The longest list of arguments, results, fields or instructions: its count is one byte.</summary>
    public const int MaxListLength = 255;

    /// <summary>How deep types of arrays may lie in each other.</summary>
    public const int MaxTypeDepth = 64;

    /// <summary>How many levels of records and arrays a type may have; a record counts twice, as in the original.</summary>
    public const int MaxTypeHeight = 1024;

    /// <summary>The most sections of one module.</summary>
    public const int MaxSections = 1 << 16;

    /// <summary>The most imports, and the most exports, of one module; other engines have the same limit.</summary>
    public const int MaxExterns = 100_000;

    /// <summary>The most functions and arguments together that one module may offer.</summary>
    public const int MaxInterfaceItems = 1 << 16;

    /// <summary>How many levels values may have when they are read from or written to memory.</summary>
    public const int MaxValueDepth = 256;

    /// <summary>The most bytes and elements that lifting one value may make, so that a module cannot multiply one buffer.</summary>
    public const int MaxLiftedSize = 1 << 30;

    /// <summary>The longest configuration file, in characters.</summary>
    public const int MaxConfigLength = 1 << 20;

    /// <summary>How deep tables, arrays and maps of a configuration may lie in each other.</summary>
    public const int MaxConfigDepth = 64;

    /// <summary>The longest line that a module may log, in bytes; the rest is cut off.</summary>
    public const int MaxLogMessage = 1 << 16;
}
