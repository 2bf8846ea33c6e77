using System.Runtime.InteropServices;

namespace Fluence.Air.Lexing;

/// <summary>Numbers the names of a script, and shares the strings of equal texts.</summary>
/// <param name="scriptLength">The length of the script, from which the number of names is guessed.</param>
internal sealed class SymbolTable(int scriptLength)
{
    private const int LongestSharedText = 128;
    private const int CharactersPerName = 64;

    private readonly List<Symbol> _symbols = new(scriptLength / CharactersPerName);

    private readonly Dictionary<string, Symbol>.AlternateLookup<ReadOnlySpan<char>> _byName =
        new Dictionary<string, Symbol>(scriptLength / CharactersPerName, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The symbols, by slot.</summary>
    public IReadOnlyList<Symbol> Symbols => _symbols;

    /// <summary>The symbol of a name, made at its first use.</summary>
    public Symbol Get(ReadOnlySpan<char> name)
    {
        ref Symbol? symbol = ref CollectionsMarshal.GetValueRefOrAddDefault(_byName, name, out _);
        if (symbol is null)
        {
            symbol = new Symbol(name.ToString(), _symbols.Count);
            _symbols.Add(symbol);
        }

        return symbol;
    }

    /// <summary>The symbol with a slot.</summary>
    public Symbol Get(int slot) => _symbols[slot];

    /// <summary>The text of a string literal, the same object for equal short texts.</summary>
    public string Share(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestSharedText)
        {
            return text.ToString();
        }

        if (!_texts.TryGetValue(text, out string? shared))
        {
            shared = text.ToString();
            _texts.Set.Add(shared);
        }

        return shared;
    }
}
