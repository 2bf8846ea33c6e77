namespace Fluence.Marine.Demangling;

/// <summary>The types in names of RFC 2603.</summary>
internal sealed class TypeNames(NameCursor cursor, ModernName paths, bool isFull)
{
    private readonly ConstantNames _constants = new(cursor, paths, isFull);
    private ulong _lifetimes;

    /// <summary>What a letter stands for alone.</summary>
    public static string? Basic(char tag) => tag switch
    {
        'a' => "i8", 'b' => "bool", 'c' => "char", 'd' => "f64", 'e' => "str", 'f' => "f32", 'h' => "u8", 'i' => "isize",
        'j' => "usize", 'l' => "i32", 'm' => "u32", 'n' => "i128", 'o' => "u128", 'p' => "_", 's' => "i16", 't' => "u16",
        'u' => "()", 'v' => "...", 'x' => "i64", 'y' => "u64", 'z' => "!",
        _ => null,
    };

    public void Constant(bool isValue) => _constants.Constant(isValue);

    /// <summary>A lifetime by its distance from the innermost.</summary>
    public void Lifetime(ulong index)
    {
        if (index > _lifetimes)
        {
            cursor.Fail();
            return;
        }

        ulong depth = _lifetimes - index;
        cursor.Write(index == 0 ? "'_" : depth < 26 ? $"'{(char)('a' + depth)}" : $"'_{depth}");
    }

    public void Type() => cursor.Nested(() =>
    {
        char tag = cursor.Next();
        if (Basic(tag) is { } basic)
        {
            cursor.Write(basic);
            return;
        }

        switch (tag)
        {
            case 'R' or 'Q':
                Reference(tag == 'R' ? "" : "mut ");
                break;
            case 'P' or 'O':
                cursor.Write(tag == 'P' ? "*const " : "*mut ");
                Type();
                break;
            case 'A' or 'S':
                Array(tag == 'A');
                break;
            case 'T':
                cursor.Write("(");
                cursor.Write(cursor.List(", ", Type) == 1 ? ",)" : ")");
                break;
            case 'F':
                Bound(Function);
                break;
            case 'D':
                Dynamic();
                break;
            case 'B':
                paths.BackReference(Type);
                break;
            default:
                cursor.Position -= cursor.HasFailed ? 0 : 1;
                paths.Path(isValue: false);
                break;
        }
    });

    private void Reference(string mutable)
    {
        cursor.Write("&");
        if (cursor.Take('L') && cursor.Number() is not 0 and ulong lifetime)
        {
            Lifetime(lifetime);
            cursor.Write(" ");
        }

        cursor.Write(mutable);
        Type();
    }

    private void Array(bool hasLength)
    {
        cursor.Write("[");
        Type();
        if (hasLength)
        {
            cursor.Write("; ");
            Constant(isValue: true);
        }

        cursor.Write("]");
    }

    private void Function()
    {
        cursor.Write(cursor.Take('U') ? "unsafe " : "");
        if (cursor.Take('K'))
        {
            string abi = cursor.Take('C') ? "C" : cursor.Identifier().Replace('_', '-');
            cursor.Write($"extern \"{abi}\" ");
        }

        cursor.Write("fn(");
        cursor.List(", ", Type);
        cursor.Write(")");
        if (!cursor.Take('u'))
        {
            cursor.Write(" -> ");
            Type();
        }
    }

    private void Dynamic()
    {
        cursor.Write("dyn ");
        Bound(() => cursor.List(" + ", Trait));
        if (!cursor.Take('L'))
        {
            cursor.Fail();
        }

        if (cursor.Number() is not 0 and ulong lifetime)
        {
            cursor.Write(" + ");
            Lifetime(lifetime);
        }
    }

    private void Trait()
    {
        bool isOpen = paths.OpenPath();
        while (cursor.Take('p'))
        {
            cursor.Write(isOpen ? ", " : "<");
            isOpen = true;
            cursor.Write(cursor.Identifier() + " = ");
            Type();
        }

        cursor.Write(isOpen ? ">" : "");
    }

    /// <summary>Something that may have lifetimes of its own.</summary>
    private void Bound(Action inner)
    {
        ulong count = cursor.Optional('G'), before = _lifetimes;
        if (count > RustName.MaxLength)
        {
            cursor.Fail();
            return;
        }

        for (ulong i = 0; i < count; i++)
        {
            _lifetimes++;
            cursor.Write(i == 0 ? "for<" : ", ");
            Lifetime(1);
        }

        cursor.Write(count > 0 ? "> " : "");
        inner();
        _lifetimes = before;
    }
}
