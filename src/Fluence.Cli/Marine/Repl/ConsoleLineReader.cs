namespace Fluence.Cli.Marine.Repl;

/// <summary>Lines that are typed, with a history and completion by Tab.</summary>
internal sealed class ConsoleLineReader(string prompt, ReplHistory history, Func<string, IReadOnlyList<string>> complete) : ILineReader
{
    public string? Read()
    {
        LineBuffer line = new(history.Lines, complete);
        Show(line);
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                bool isControl = key.Modifiers.HasFlag(ConsoleModifiers.Control);
                if (isControl && key.Key == ConsoleKey.D && line.Text.Length == 0)
                {
                    Console.WriteLine();
                    return null;
                }

                if (isControl && key.Key == ConsoleKey.C)
                {
                    Console.WriteLine("^C");
                    line = new LineBuffer(history.Lines, complete);
                }
                else if (key.Key == ConsoleKey.Enter)
                {
                    Console.WriteLine();
                    history.Add(line.Text);
                    return line.Text;
                }
                else
                {
                    line.Press(key);
                }

                Show(line);
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private void Show(LineBuffer line)
    {
        if (line.Choices.Count > 0)
        {
            Console.WriteLine("\n" + string.Join("  ", line.Choices));
        }

        int back = line.Text.Length - line.Cursor;
        Console.Write($"\r\e[K{prompt}{line.Text}{(back > 0 ? $"\e[{back}D" : "")}");
    }
}
