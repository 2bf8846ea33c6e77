namespace Fluence.AquaVM.Verification;

/// <summary>The names that the original's types have in its error texts.</summary>
internal static class OriginalTypes
{
    public const string Value = "air_interpreter_data::raw_value::RawValue";
    public const string Tetraplet = "marine_call_parameters::SecurityTetraplet";
    public const string CanonElement = "air_interpreter_data::executed_state::CanonCidAggregate";
    public const string CanonResult = "air_interpreter_data::executed_state::CanonResultCidAggregate";
    public const string ServiceResult = "air_interpreter_data::executed_state::ServiceResultCidAggregate";
}
