using System.Collections.Immutable;
using Fluence.Aqua.Emission;
using Fluence.Interop.Tests.Aqua.Behaviour;

namespace Fluence.Interop.Tests.Aqua.Programs;

/// <summary>Makes random programs that are right: what they name is defined, and of the type that is expected.</summary>
internal sealed partial class ProgramGenerator
{
    private const int MostDepth = 4, MostCalls = 200, MostBytes = 25_000;

    private readonly Random _random;
    private readonly List<Statement> _items = [];
    private readonly List<NamedTy> _data = [];
    private readonly List<NamedTy> _abilities = [];
    private readonly List<ServiceTy> _services = [];
    private readonly List<(string Name, ArrowTy Type)> _values = [];
    private readonly List<ArrowTy> _arrows = [];
    private readonly List<FunctionTy> _functions = [];
    private readonly Names _names = new();
    private readonly List<(string Name, Ty Type)> _constants = [];

    // how many more statements may come; functions become part of those that call them
    private int _budget;

    private ProgramGenerator(int seed) => _random = new Random(seed);

    /// <summary>The program of a seed. Calls within calls can become very large scripts; of these another one is made.</summary>
    public static AquaProgramText Make(int seed)
    {
        for (int attempt = 0; ; attempt++)
        {
            AquaProgramText program = new ProgramGenerator((seed * 16) + attempt).Make();
            if (IsSmall(program))
            {
                return program;
            }
        }
    }

    private static bool IsSmall(AquaProgramText program)
    {
        try
        {
            return OurScripts.OfCode($"{program}", new AirOptions(MaxCalls: MostCalls)).Functions.All(static each => each.Air.Length < MostBytes);
        }
        catch (AirLimitException)
        {
            return false;
        }
    }

    private AquaProgramText Make()
    {
        Constants();
        DataTypes();
        Services();
        Values();
        Arrows();
        Abilities();
        int helpers = _random.Next(5);
        for (int i = 0; i < helpers; i++)
        {
            Helper(i);
        }

        ImmutableArray<string> exports = [.. Enumerable.Range(0, _random.Next(4) == 0 ? 2 : 1).Select(Main)];
        return new AquaProgramText([.. _items], exports);
    }

    private void Constants()
    {
        _items.Add(Statement.Line("const LIMIT = 2"));
        _constants.Add(("LIMIT", Ty.U32));
        if (Happens(50))
        {
            _items.Add(Statement.Line("const WORD ?= \"w1\""));
            _constants.Add(("WORD", Ty.Text));
        }
    }

    private void DataTypes()
    {
        for (int i = _random.Next(3); i >= 0; i--)
        {
            NamedTy data = new($"Data{_data.Count}", IsAbility: false, [.. Enumerable.Range(0, 1 + _random.Next(3))
                .Select(index => ($"{"fgh"[index]}{_data.Count}", DataType(2)))]);
            _items.Add(Statement.Block($"data {data.Name}:", data.Fields.Select(static field => Statement.Line($"{field.Name}: {field.Type}"))));
            _data.Add(data);
        }
    }

    private void Services()
    {
        for (int i = 2 + _random.Next(2); i > 0; i--)
        {
            string name = $"Srv{_services.Count}";
            ServiceTy service = new(name, _services.Count > 1 ? null : $"srv{_services.Count}", [.. Enumerable.Range(0, 2 + _random.Next(3)).Select(index =>
                ($"m{index}_{_services.Count}", new ArrowTy(Types(_random.Next(3)), index == 0 || Happens(20) ? [] : [DataType(2)])))]);
            _items.Add(Statement.Block(
                service.Id is null ? $"service {name}:" : $"service {name}(\"{service.Id}\"):",
                service.Methods.Select(static method => Statement.Line(method.Name + method.Type.Signature(static index => $"a{index}")))));
            _services.Add(service);
        }
    }

    /// <summary>
    /// The service whose methods are called within expressions: the original takes the result for the method from then on, and fails or goes
    /// astray where closures, braces or another id of the service come after.
    /// </summary>
    private void Values()
    {
        foreach (Ty type in new[] { Ty.Text, Ty.U32, Ty.Bool, Ty.Array(Ty.Text), DataType(1) }.Distinct())
        {
            _values.Add(($"Values.give{_values.Count}", new ArrowTy(Types(_random.Next(3)), [type])));
        }

        _items.Add(Statement.Block("service Values(\"values\"):", _values.Select(static method => Statement.Line(
            method.Name["Values.".Length..] + method.Type.Signature(static index => $"a{index}")))));
    }

    private void Arrows()
    {
        for (int i = 0; i < 3; i++)
        {
            _arrows.Add(new ArrowTy(Types(_random.Next(3)), i == 0 && Happens(40) ? [] : Types(1 + (Happens(15) ? 1 : 0))));
        }
    }

    private void Abilities()
    {
        for (int i = _random.Next(3); i > 0; i--)
        {
            List<(string, Ty)> fields = [($"act{_abilities.Count}", Pick(_arrows))];
            if (Happens(70))
            {
                fields.Add(($"val{_abilities.Count}", DataType(1)));
            }

            if (Happens(30))
            {
                fields.Add(($"more{_abilities.Count}", Pick(_arrows)));
            }

            if (_abilities.Count > 0 && Happens(50))
            {
                fields.Add(($"inner{_abilities.Count}", Pick(_abilities)));
            }

            NamedTy ability = new($"Ab{_abilities.Count}", IsAbility: true, [.. fields]);
            _items.Add(Statement.Block($"ability {ability.Name}:", ability.Fields.Select(static field => Statement.Line(
                field.Type is ArrowTy arrow ? field.Name + arrow.Signature(static index => $"a{index}") : $"{field.Name}: {field.Type}"))));
            _abilities.Add(ability);
        }
    }

    private ImmutableArray<Ty> Types(int count) => [.. Enumerable.Range(0, count).Select(_ => DataType(1))];

    /// <summary>A type of data, mostly a simple one.</summary>
    private Ty DataType(int depth) => _random.Next(depth > 0 ? 16 : 9) switch
    {
        < 4 => Ty.Text,
        < 6 => Ty.U32,
        6 => Ty.I64,
        7 => Ty.Bool,
        8 => Happens(40) ? Ty.F64 : Ty.Text,
        < 12 => Ty.Array(Happens(60) ? Ty.Text : DataType(depth - 1)),
        < 14 => Ty.Option(Happens(60) ? Ty.Text : DataType(0)),
        _ => _data.Count > 0 ? Pick(_data) : Ty.Text,
    };

    private bool Happens(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>One of several ways, by their weights.</summary>
    private T Choose<T>(List<(int Weight, Func<T> Make)> ways)
    {
        int at = _random.Next(ways.Sum(static way => way.Weight));
        foreach ((int weight, Func<T> make) in ways)
        {
            if (at < weight)
            {
                return make();
            }

            at -= weight;
        }

        return ways[^1].Make();
    }
}
