using System.Collections.Frozen;
using System.Collections.Immutable;
using Fluence.Marine;
using Fluence.Marine.Interface;
using Fluence.Marine.Services;
using Fluence.Marine.Values;
using Fluence.Primitives.Json;
using Fluence.Services.Hosting;
using Fluence.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Fluence.Services.Spells;

/// <summary>
/// What a spell keeps: its script, when it runs, keys with values, a mailbox, errors and logs. It answers calls as the original's module
/// does. One call at a time.
/// </summary>
internal sealed class SpellStorage : IServiceBody
{
    private const string CounterKey = "hw_counter", TriggerKey = "hw_trigger", ModuleName = "spell";

    private readonly SpellDatabase _database;
    private readonly SpellScript _script;
    private readonly SpellKeyValues _values;
    private readonly FrozenDictionary<string, Func<SpellCall, JsonValue>> _functions;

    /// <summary>Makes the storage of a spell; its files are made when something is stored.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="open">The open files of all spells.</param>
    /// <param name="sizeLimit">The bytes of its database.</param>
    /// <param name="time">The clock.</param>
    public SpellStorage(string folder, OpenSpells open, long sizeLimit, TimeProvider time)
    {
        _database = new SpellDatabase(folder, open, sizeLimit);
        _script = new SpellScript(folder);
        _values = new SpellKeyValues(_database);
        SpellErrors errors = new(_database);
        SpellMailbox mailbox = new(_database, time);
        SpellLog log = new(_database, time);
        _functions = new Dictionary<string, Func<SpellCall, JsonValue>>(StringComparer.Ordinal)
        {
            ["set_script"] = _script.Set,
            ["get_script"] = _script.Get,
            ["script_cid"] = _script.CidOf,
            ["set_trigger_config"] = SetTriggerConfig,
            ["get_trigger_config"] = GetTriggerConfig,
            ["set_string"] = _values.SetString,
            ["get_string"] = _values.GetString,
            ["set_u32"] = _values.SetU32,
            ["get_u32"] = _values.GetU32,
            ["list_push_string"] = _values.ListPush,
            ["list_pop_string"] = _values.ListPop,
            ["list_get_strings"] = _values.ListGet,
            ["list_remove_string"] = _values.ListRemove,
            ["remove_key"] = _values.RemoveKey,
            ["exists"] = _values.Exists,
            ["set_json_fields"] = _values.SetJsonFields,
            ["store_error"] = errors.Store,
            ["get_errors"] = errors.OfParticle,
            ["get_all_errors"] = errors.All,
            ["push_mailbox"] = mailbox.Push,
            ["get_mailbox"] = mailbox.All,
            ["pop_mailbox"] = mailbox.Pop,
            ["store_log"] = log.Store,
            ["get_logs"] = log.All,
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public bool UsesFiles => false;

    public bool AsksWhoCalls => true;

    public ImmutableArray<ModuleMemory> Memory => [];

    public ServiceOutcome Call(string function, JsonArray arguments, CallParameters parameters, CallLimits limits)
    {
        if (!SpellInterface.Functions.TryGetValue(function, out FunctionSignature? signature))
        {
            return Failed(ServiceErrorKind.FunctionMissing, $"function with name `{function}` is missing");
        }

        try
        {
            ImmutableArray<IValue> values = JsonToValues.Convert(arguments, signature.Arguments, SpellInterface.Module.Records);
            return new ServiceOutcome(_functions[function](new SpellCall(values, parameters)), null, 0);
        }
        catch (ValueJsonException problem)
        {
            return Failed(
                ServiceErrorKind.Arguments,
                $"arguments from json deserialization error in module \"{ModuleName}\", function \"{function}\": {problem.Message}");
        }
        catch (StateException problem)
        {
            return Failed(ServiceErrorKind.Trap, $"Internal Sqlite error: {problem.Message}");
        }
    }

    /// <summary>Counts one more run and keeps why; gives its number, from 0 on, and the script.</summary>
    /// <exception cref="StateException">Nothing was counted.</exception>
    public SpellRun Begin(TriggerEvent trigger)
    {
        string script = _script.Find() ?? throw new StateException("the spell has no script");
        uint number = (uint)(_values.FindU32(CounterKey) ?? 0);
        _values.Write(
            SpellKeyValues.SetU32(CounterKey, unchecked(number + 1)), SpellKeyValues.SetString(TriggerKey, trigger.ToText()));
        return new SpellRun(number, script);
    }

    /// <summary>When it runs; null where that was never said, and so its installation was not completed.</summary>
    /// <exception cref="StateException">It cannot be read.</exception>
    public TriggerConfig? FindTriggerConfig() => _database.Use(state => state.Read(
        "SELECT start_sec, end_sec, period_sec, connect, disconnect, start_block, end_block FROM trigger_config", ReadConfig))
        .FirstOrDefault();

    /// <summary>Says when it runs.</summary>
    /// <exception cref="StateException">It could not be stored.</exception>
    public void SetTriggerConfig(TriggerConfig config) => _values.Write(
        new Statement("DELETE FROM trigger_config"),
        new Statement("INSERT INTO trigger_config VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            config.StartSec, config.EndSec, config.PeriodSec, config.Connect, config.Disconnect, config.StartBlock, config.EndBlock));

    public void Dispose() => _database.Dispose();

    private JsonObject SetTriggerConfig(SpellCall call)
    {
        if (!SpellRights.IsOwner(call.Caller))
        {
            return SpellResult.Unit("SetTriggerConfigForbidden");
        }

        ImmutableArray<IValue> parts = call.Fields(0);
        ImmutableArray<IValue> clock = Fields(parts[0]), connections = Fields(parts[1]), blockchain = Fields(parts[2]);
        SetTriggerConfig(new TriggerConfig(
            Number(clock[0]), Number(clock[1]), Number(clock[2]), Flag(connections[0]), Flag(connections[1]), Number(blockchain[0]),
            Number(blockchain[1])));
        return SpellResult.Unit(null);
    }

    private JsonObject GetTriggerConfig(SpellCall call) => FindTriggerConfig() is { } config
        ? SpellResult.Value("config", config.ToJson())
        : SpellResult.Value(
            "config", new TriggerConfig().ToJson(), "Trigger Config is not set. Use set_trigger_config to set it.");

    private static TriggerConfig ReadConfig(SqliteDataReader row) => new(
        (uint)row.GetInt64(0), (uint)row.GetInt64(1), (uint)row.GetInt64(2), row.GetInt64(3) != 0, row.GetInt64(4) != 0,
        (uint)row.GetInt64(5), (uint)row.GetInt64(6));

    private static ServiceOutcome Failed(ServiceErrorKind kind, string message) => new(null, new ServiceError(kind, message), 0);

    private static ImmutableArray<IValue> Fields(IValue value) => ((RecordValue)value).Fields;

    private static uint Number(IValue value) => (uint)((IntegerValue)value).Bits;

    private static bool Flag(IValue value) => ((BooleanValue)value).Value;
}

/// <summary>A run of a spell.</summary>
/// <param name="Number">How many there were before.</param>
/// <param name="Script">The script.</param>
internal sealed record SpellRun(uint Number, string Script);
