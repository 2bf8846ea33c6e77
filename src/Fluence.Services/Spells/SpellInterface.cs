using System.Collections.Frozen;
using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Services.Spells;

/// <summary>What a spell's storage offers: the functions and records of the original's module, by which arguments are read.</summary>
internal static class SpellInterface
{
    private const string RecordTexts =
        """
        LastError error_code:u32 instruction:string message:string peer_id:string
        LastErrorEntry last_error:LastError error_idx:u32
        ParticleErrors particle_id:string errors:[]LastErrorEntry
        AllErrorsResult particle_errors:[]ParticleErrors success:bool error:string
        BlockChainConfig start_block:u32 end_block:u32
        BoolValue value:bool success:bool error:string
        CIDv1Value value:string success:bool error:string
        ClockConfig start_sec:u32 end_sec:u32 period_sec:u32
        ConnectionPoolConfig connect:bool disconnect:bool
        Log timestamp:u64 message:string
        GetLogsResult logs:[]Log success:bool error:string
        MailboxMessage init_peer_id:string timestamp:u64 message:string
        GetMailboxResult messages:[]MailboxMessage success:bool error:string
        PopMailboxResult message:[]MailboxMessage success:bool absent:bool error:string
        ScriptValue value:string success:bool error:string
        StringListValue value:[]string success:bool error:string
        StringValue value:string success:bool error:string absent:bool
        TriggerConfig clock:ClockConfig connections:ConnectionPoolConfig blockchain:BlockChainConfig
        TriggerConfigValue config:TriggerConfig success:bool error:string
        U32Value value:u32 success:bool error:string absent:bool
        UnitValue success:bool error:string
        """;

    private const string FunctionTexts =
        """
        exists BoolValue key:string
        get_all_errors AllErrorsResult
        get_errors []LastErrorEntry particle_id:string
        get_logs GetLogsResult
        get_mailbox GetMailboxResult
        get_script ScriptValue
        get_string StringValue key:string
        get_trigger_config TriggerConfigValue
        get_u32 U32Value key:string
        list_get_strings StringListValue key:string
        list_pop_string StringValue key:string
        list_push_string UnitValue key:string value:string
        list_remove_string UnitValue key:string value:string
        pop_mailbox PopMailboxResult
        push_mailbox UnitValue message:string
        remove_key UnitValue key:string
        script_cid CIDv1Value
        set_json_fields UnitValue json:string
        set_script UnitValue script:string
        set_string UnitValue key:string value:string
        set_trigger_config UnitValue config:TriggerConfig
        set_u32 UnitValue key:string value:u32
        store_error UnitValue error:LastError error_idx:u32 particle_timestamp:u64
        store_log UnitValue log:string
        """;

    static SpellInterface()
    {
        Dictionary<string, IType> types = new(StringComparer.Ordinal)
        {
            ["bool"] = IType.Boolean, ["u32"] = IType.U32, ["u64"] = IType.U64, ["string"] = IType.Text,
        };
        List<RecordType> records = [];
        foreach (string[] words in Lines(RecordTexts))
        {
            types.Add(words[0], IType.Record((uint)records.Count));
            records.Add(new RecordType(words[0], Named(words[1..], types)));
        }

        Module = new ModuleInterface(
            [.. Lines(FunctionTexts).Select(words => new FunctionSignature(
                words[0], Named(words[2..], types), [TypeOf(words[1], types)], 0))],
            [.. records.Select((record, id) => ((uint)id, record))],
            new RecordTable([.. records]));
        Functions = Module.Functions.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);
    }

    /// <summary>Functions and records.</summary>
    public static ModuleInterface Module { get; }

    /// <summary>The functions by name.</summary>
    public static FrozenDictionary<string, FunctionSignature> Functions { get; }

    private static IEnumerable<string[]> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' '));

    private static ImmutableArray<NamedType> Named(string[] words, Dictionary<string, IType> types) =>
        [.. words.Select(word => word.Split(':')).Select(parts => new NamedType(parts[0], TypeOf(parts[1], types)))];

    private static IType TypeOf(string name, Dictionary<string, IType> types) =>
        name.StartsWith("[]", StringComparison.Ordinal) ? IType.ArrayOf(types[name[2..]]) : types[name];
}
