using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Generation;

/// <summary>
/// The six functions with which every module lends its memory. They stand first among types and exports, and their number is the index
/// of both.
/// </summary>
internal static class CoreApi
{
    public const uint Allocate = 0;
    public const uint ReleaseObjects = 1;
    public const uint GetResultSize = 2;
    public const uint GetResultPtr = 3;
    public const uint SetResultSize = 4;
    public const uint SetResultPtr = 5;

    /// <summary>Names and types, by number.</summary>
    /// <remarks>The declared type of <c>allocate</c> lacks its second argument; callers take the real one from the Wasm.</remarks>
    public static ImmutableArray<(string Name, FunctionType Type)> Functions { get; } =
    [
        ("allocate", new FunctionType([new NamedType("size", IType.I32)], [IType.I32])),
        ("release_objects", new FunctionType([], [])),
        ("get_result_size", new FunctionType([], [IType.I32])),
        ("get_result_ptr", new FunctionType([], [IType.I32])),
        ("set_result_size", new FunctionType([new NamedType("result_size", IType.I32)], [])),
        ("set_result_ptr", new FunctionType([new NamedType("result_ptr", IType.I32)], [])),
    ];
}
