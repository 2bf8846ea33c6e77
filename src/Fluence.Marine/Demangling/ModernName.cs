using System.Globalization;

namespace Fluence.Marine.Demangling;

/// <summary>Names of RFC 2603: paths, with types and constants in them.</summary>
internal sealed class ModernName
{
    private readonly NameCursor _cursor;
    private readonly TypeNames _types;
    private readonly bool _isFull;

    private ModernName(NameCursor cursor, bool isFull)
    {
        _cursor = cursor;
        _isFull = isFull;
        _types = new TypeNames(cursor, this, isFull);
    }

    /// <summary>Reads what follows the prefix.</summary>
    public static string? Read(string text, bool isFull)
    {
        NameCursor cursor = new(text);
        ModernName name = new(cursor, isFull);
        name.Path(isValue: true);

        // the crate that has made an instance of a generic function
        if (char.IsAsciiLetterUpper(cursor.Peek))
        {
            cursor.IsSilent = true;
            name.Path(isValue: false);
        }

        return !cursor.HasFailed && RustName.Suffix(cursor.Rest) is { } suffix ? cursor.Output + suffix : null;
    }

    /// <summary>A path; that of a value marks its generic arguments by colons.</summary>
    public void Path(bool isValue) => _cursor.Nested(() =>
    {
        switch (_cursor.Next())
        {
            case 'C':
                ulong crate = _cursor.Optional('s');
                _cursor.Write(_cursor.Identifier());
                _cursor.Write(_isFull && crate != 0 ? $"[{crate.ToString("x", CultureInfo.InvariantCulture)}]" : "");
                break;
            case 'N':
                Member(_cursor.Next(), isValue);
                break;
            case 'M':
                SkipImplementation();
                Implementation(hasTrait: false);
                break;
            case 'X':
                SkipImplementation();
                Implementation(hasTrait: true);
                break;
            case 'Y':
                Implementation(hasTrait: true);
                break;
            case 'I':
                Path(isValue);
                _cursor.Write(isValue ? "::<" : "<");
                _cursor.List(", ", Generic);
                _cursor.Write(">");
                break;
            case 'B':
                BackReference(() => Path(isValue));
                break;
            default:
                _cursor.Fail();
                break;
        }
    });

    /// <summary>A path whose generic arguments may go on; whether they have begun.</summary>
    public bool OpenPath()
    {
        bool isOpen = false;
        if (_cursor.Take('B'))
        {
            _cursor.Nested(() => BackReference(() => isOpen = OpenPath()));
        }
        else if (_cursor.Take('I'))
        {
            Path(isValue: false);
            _cursor.Write("<");
            _cursor.List(", ", Generic);
            isOpen = true;
        }
        else
        {
            Path(isValue: false);
        }

        return isOpen;
    }

    /// <summary>Reads again what stands before, behind a <c>B</c>.</summary>
    public void BackReference(Action read)
    {
        int here = _cursor.Position - 1;
        ulong target = _cursor.Number();
        if (target >= (ulong)here)
        {
            _cursor.Fail();
            return;
        }

        // it has been read, so that what is not written needs not be read again
        if (!_cursor.IsSilent)
        {
            int back = _cursor.Position;
            _cursor.Position = (int)target;
            read();
            _cursor.Position = back;
        }
    }

    private void Member(char space, bool isValue)
    {
        if (!char.IsAsciiLetter(space))
        {
            _cursor.Fail();
        }

        Path(isValue);
        ulong number = _cursor.Optional('s');
        string name = _cursor.Identifier();
        if (char.IsAsciiLetterUpper(space))
        {
            string kind = space switch { 'C' => "closure", 'S' => "shim", _ => space.ToString() };
            _cursor.Write($"::{{{kind}{(name.Length > 0 ? ":" + name : "")}#{number}}}");
        }
        else if (name.Length > 0)
        {
            _cursor.Write("::" + name);
        }
    }

    private void Implementation(bool hasTrait)
    {
        _cursor.Write("<");
        _types.Type();
        if (hasTrait)
        {
            _cursor.Write(" as ");
            Path(isValue: false);
        }

        _cursor.Write(">");
    }

    /// <summary>Where an implementation stands, which is not told.</summary>
    private void SkipImplementation()
    {
        bool before = _cursor.IsSilent;
        _cursor.IsSilent = true;
        _cursor.Optional('s');
        Path(isValue: false);
        _cursor.IsSilent = before;
    }

    private void Generic()
    {
        if (_cursor.Take('L'))
        {
            _types.Lifetime(_cursor.Number());
        }
        else if (_cursor.Take('K'))
        {
            _types.Constant(isValue: false);
        }
        else
        {
            _types.Type();
        }
    }
}
