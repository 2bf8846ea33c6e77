using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Errors;

/// <content>Errors of instructions.</content>
internal sealed partial class CatchableError
{
    public static CatchableError MatchValuesNotEqual { get; } =
        new(CatchableCode.MatchValuesNotEqual, "compared values do not match");

    public static CatchableError MismatchValuesEqual { get; } =
        new(CatchableCode.MismatchValuesEqual, "compared values do not mismatch");

    public static CatchableError ErrorCodeIsZero { get; } =
        new(CatchableCode.InvalidErrorObject, "error code must be non-zero, but it is zero");

    public static CatchableError LocalServiceError(int code, string message) =>
        new(CatchableCode.LocalServiceError, $"Local service error, ret_code is {code}, error message is '{message}'");

    public static CatchableError VariableNotFound(string name) =>
        new(CatchableCode.VariableNotFound, "variable with name '{0}' wasn't defined during script execution", name);

    public static CatchableError NotInitializedAfterNew(string name) => new(
        CatchableCode.VariableWasNotInitializedAfterNew, "variable with name '{0}' was cleared by new and then wasn't set", name);

    public static CatchableError FoldOverNonArray(JsonValue value, string expression) => new(
        CatchableCode.FoldIteratesOverNonArray, $"expression '{expression}' returned non-array value '{value}' for fold iterable");

    public static CatchableError User(JsonValue error) =>
        new(CatchableCode.UserError, $"fail with '{error}' is used without corresponding xor");

    public static CatchableError NonStringInTriplet(string name, JsonValue value) => new(
        CatchableCode.NonStringValueInTripletResolution,
        $"call cannot resolve non-String triplet variable part `{name}` with value '{value}'");

    public static CatchableError UnsupportedMapKey(string map) =>
        new(CatchableCode.StreamMapError, $"unsupported type for {map} map's key");

    public static CatchableError ErrorIsNotAnObject(JsonValue value) => new(
        CatchableCode.InvalidErrorObject,
        $"scalar should have an object type to be converted into error object, but '{value}' doesn't have");

    public static CatchableError ErrorWithoutField(JsonValue value, string field) =>
        new(CatchableCode.InvalidErrorObject, $"scalar '{value}' must have field with name '{field}'");

    public static CatchableError ErrorFieldOfWrongType(JsonValue value, string field, string type) =>
        new(CatchableCode.InvalidErrorObject, $"{field} of scalar '{value}' must have {type} type");
}
