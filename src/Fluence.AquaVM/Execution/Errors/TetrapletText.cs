using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Errors;

/// <summary>Tetraplets as Rust's <c>{:?}</c> prints them, which is part of the text of mismatch errors.</summary>
internal static class TetrapletText
{
    public static string Of(SecurityTetraplet tetraplet) =>
        $"SecurityTetraplet {{ peer_pk: {RustDebug.String(tetraplet.PeerPk)}, service_id: {RustDebug.String(tetraplet.ServiceId)}, "
        + $"function_name: {RustDebug.String(tetraplet.FunctionName)}, lens: {RustDebug.String(tetraplet.Lens)} }}";
}
