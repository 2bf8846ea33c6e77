using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.View;

/// <summary>
/// A trace as a tree: states below the <c>par</c> branches and fold iterations that they belong to. No state appears twice,
/// whatever damaged data refer to, so the tree is not larger than the data.
/// </summary>
public static class TraceTree
{
    /// <summary>The lines of the tree from top to bottom.</summary>
    /// <param name="data">Interpreter data in their envelope; empty data have no lines.</param>
    /// <param name="maxValueLength">Where the texts of values are cut off, in bytes.</param>
    /// <param name="error">Why the data cannot be read; null when they can.</param>
    public static ImmutableArray<TraceLine> Of(ReadOnlyMemory<byte> data, int maxValueLength, out string? error)
    {
        error = null;
        if (data.IsEmpty)
        {
            return [];
        }

        try
        {
            return new Walk(InterpreterDataReader.Read(DataEnvelope.Read(data).InnerData, new CidPool()), maxValueLength).Run();
        }
        catch (DataFormatException malformed)
        {
            error = malformed.Message;
            return [];
        }
    }

    /// <summary>A heading, or a run of states; a stack of them replaces recursion, whose depth the data would choose.</summary>
    private readonly record struct Part(int Depth, string? Heading, int Begin, int Length);

    private sealed class Walk(InterpreterData data, int maxValueLength)
    {
        private readonly ImmutableArray<TraceLine>.Builder _lines = ImmutableArray.CreateBuilder<TraceLine>();
        private readonly Stack<Part> _rest = new();
        private readonly bool[] _isShown = new bool[data.Trace.Length];
        private readonly StateDescription _describe = new(data, maxValueLength);

        public ImmutableArray<TraceLine> Run()
        {
            _rest.Push(new Part(0, null, 0, data.Trace.Length));
            while (_rest.TryPop(out Part part))
            {
                if (part.Heading is not null)
                {
                    _lines.Add(new TraceLine(part.Depth, null, TraceLineKind.Structure, null, part.Heading, null));
                }
                else if (part.Length > 0)
                {
                    Show(part);
                }
            }

            return _lines.ToImmutable();
        }

        private void Show(Part part)
        {
            int position = part.Begin;
            if ((uint)position >= (uint)_isShown.Length)
            {
                Problem(part, $"{part.Length} states from {position}, where the trace has none");
                return;
            }

            if (_isShown[position])
            {
                Problem(part, $"the states from {position} belong to something else already");
                return;
            }

            _isShown[position] = true;
            ExecutedState state = data.Trace[position];
            _lines.Add(_describe.Line(part.Depth, position, state));
            List<Part> children = Children(part.Depth + 1, position, state);
            int within = children.Sum(child => child.Length);
            _rest.Push(part with { Begin = position + 1 + within, Length = Math.Max(0, part.Length - 1 - within) });
            for (int i = children.Count - 1; i >= 0; i--)
            {
                _rest.Push(children[i]);
            }
        }

        private List<Part> Children(int depth, int position, ExecutedState state)
        {
            List<Part> children = [];
            switch (state)
            {
                case ParState par:
                    int left = Clamp(par.LeftSize), right = Clamp(par.RightSize);
                    AddRun(children, depth, "left", position + 1, left);
                    AddRun(children, depth, "right", position + 1 + left, right);
                    break;
                case FoldState fold:
                    foreach (FoldSubTraceLore lore in fold.Lore)
                    {
                        children.Add(new Part(depth, $"iteration over the value of {lore.ValuePosition}", 0, 0));
                        foreach ((int index, SubTraceDesc run) in lore.SubTraces.Index())
                        {
                            AddRun(children, depth + 1, index == 0 ? null : "after next", Clamp(run.Begin), Clamp(run.Length));
                        }
                    }

                    break;
            }

            return children;
        }

        private static void AddRun(List<Part> children, int depth, string? heading, int begin, int length)
        {
            if (length == 0)
            {
                return;
            }

            if (heading is not null)
            {
                children.Add(new Part(depth, heading, 0, 0));
                depth++;
            }

            children.Add(new Part(depth, null, begin, length));
        }

        private void Problem(Part part, string text) =>
            _lines.Add(new TraceLine(part.Depth, null, TraceLineKind.Problem, null, text, null));

        // sizes in damaged data may be anything
        private int Clamp(uint size) => (int)Math.Min(size, (uint)data.Trace.Length);
    }
}
