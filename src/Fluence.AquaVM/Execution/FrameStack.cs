using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Fluence.AquaVM.Execution;

/// <summary>
/// The frames in progress, innermost last. They stand in a structure, so that storing one needs no check of the array's type.
/// </summary>
internal sealed class FrameStack
{
    private Place[] _places = new Place[16];

    /// <summary>The number of frames.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(Frame frame)
    {
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, Count * 2);
        }

        _places[Count++].Frame = frame;
    }

    /// <summary>Removes the innermost frame.</summary>
    public void Pop() => _places[--Count] = default;

    /// <summary>The innermost frame; false if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPeek([NotNullWhen(true)] out Frame? frame)
    {
        frame = Count == 0 ? null : _places[Count - 1].Frame;
        return frame is not null;
    }

    private struct Place
    {
        public Frame? Frame;
    }
}
