namespace Fluence.Cli.Marine.Repl;

/// <summary>A line while it is edited: what each key makes of it. It knows nothing of the terminal.</summary>
internal sealed class LineBuffer(IReadOnlyList<string> history, Func<string, IReadOnlyList<string>> complete)
{
    private int _historyIndex = history.Count;
    private string _draft = "";

    public string Text { get; private set; } = "";

    /// <summary>Where the next character goes.</summary>
    public int Cursor { get; private set; }

    /// <summary>The words that the last Tab could not choose from.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>Takes a key.</summary>
    public void Press(ConsoleKeyInfo key)
    {
        Choices = [];
        switch (key.Key)
        {
            case ConsoleKey.Backspace when Cursor > 0:
                Set(Text.Remove(Cursor - 1, 1), Cursor - 1);
                break;
            case ConsoleKey.Delete when Cursor < Text.Length:
                Set(Text.Remove(Cursor, 1), Cursor);
                break;
            case ConsoleKey.LeftArrow:
                Cursor = Math.Max(0, Cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                Cursor = Math.Min(Text.Length, Cursor + 1);
                break;
            case ConsoleKey.Home:
                Cursor = 0;
                break;
            case ConsoleKey.End:
                Cursor = Text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_historyIndex - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_historyIndex + 1);
                break;
            case ConsoleKey.Tab:
                Complete();
                break;
            default:
                Type(key);
                break;
        }
    }

    private void Type(ConsoleKeyInfo key)
    {
        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
        {
            switch (key.Key)
            {
                case ConsoleKey.A:
                    Cursor = 0;
                    break;
                case ConsoleKey.E:
                    Cursor = Text.Length;
                    break;
                case ConsoleKey.U:
                    Set(Text[Cursor..], 0);
                    break;
                case ConsoleKey.K:
                    Set(Text[..Cursor], Cursor);
                    break;
            }
        }
        else if (!char.IsControl(key.KeyChar))
        {
            Set(Text.Insert(Cursor, key.KeyChar.ToString()), Cursor + 1);
        }
    }

    private void Recall(int index)
    {
        if (index < 0 || index > history.Count)
        {
            return;
        }

        if (_historyIndex == history.Count)
        {
            _draft = Text;
        }

        _historyIndex = index;
        string line = index == history.Count ? _draft : history[index];
        Set(line, line.Length);
    }

    private void Complete()
    {
        string before = Text[..Cursor];
        int start = before.LastIndexOf(' ') + 1;
        IReadOnlyList<string> choices = complete(before);
        if (choices.Count == 0)
        {
            return;
        }

        string common = choices.Aggregate(
            static (one, other) => one[..one.Zip(other).TakeWhile(static pair => pair.First == pair.Second).Count()]);
        // after a folder comes what lies in it
        string word = choices.Count == 1 && !common.EndsWith('/') ? common + " " : common;
        Choices = choices.Count > 1 && common.Length == before.Length - start ? choices : [];
        Set(before[..start] + word + Text[Cursor..], start + word.Length);
    }

    private void Set(string text, int cursor) => (Text, Cursor) = (text, cursor);
}
