using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Errors;

/// <content>Errors of instructions.</content>
internal sealed partial class CatchableError
{
    public static CatchableError MatchValuesNotEqual { get; } =
        new(ReturnCode.MatchValuesNotEqual, "compared values do not match");

    public static CatchableError MismatchValuesEqual { get; } =
        new(ReturnCode.MismatchValuesEqual, "compared values do not mismatch");

    public static CatchableError ErrorCodeIsZero { get; } =
        new(ReturnCode.InvalidErrorObject, "error code must be non-zero, but it is zero");

    public static CatchableError LocalServiceError(int code, string message) =>
        new(ReturnCode.LocalService, $"Local service error, ret_code is {code}, error message is '{message}'");

    public static CatchableError VariableNotFound(string name) =>
        new(ReturnCode.VariableNotFound, "variable with name '{0}' wasn't defined during script execution", name);

    public static CatchableError NotInitializedAfterNew(string name) => new(
        ReturnCode.VariableNotInitializedAfterNew, "variable with name '{0}' was cleared by new and then wasn't set", name);

    public static CatchableError FoldOverNonArray(JsonValue value, string expression) => new(
        ReturnCode.FoldIteratesOverNonArray, $"expression '{expression}' returned non-array value '{value}' for fold iterable");

    public static CatchableError User(JsonValue error) =>
        new(ReturnCode.UserError, $"fail with '{error}' is used without corresponding xor");

    public static CatchableError NonStringInTriplet(string name, JsonValue value) => new(
        ReturnCode.NonStringInTriplet,
        $"call cannot resolve non-String triplet variable part `{name}` with value '{value}'");

    public static CatchableError UnsupportedMapKey(string map) =>
        new(ReturnCode.StreamMapValue, $"unsupported type for {map} map's key");

    public static CatchableError ErrorIsNotAnObject(JsonValue value) => new(
        ReturnCode.InvalidErrorObject,
        $"scalar should have an object type to be converted into error object, but '{value}' doesn't have");

    public static CatchableError ErrorWithoutField(JsonValue value, string field) =>
        new(ReturnCode.InvalidErrorObject, $"scalar '{value}' must have field with name '{field}'");

    public static CatchableError ErrorFieldOfWrongType(JsonValue value, string field, string type) =>
        new(ReturnCode.InvalidErrorObject, $"{field} of scalar '{value}' must have {type} type");
}
