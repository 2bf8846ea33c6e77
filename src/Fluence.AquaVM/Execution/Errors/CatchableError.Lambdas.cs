using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Errors;

/// <content>Errors of lambdas. The odd quotes are the original's.</content>
internal sealed partial class CatchableError
{
    public static CatchableError MapAccessorIsIterator { get; } =
        new(ReturnCode.LambdaApplication, "canon stream map accessor must not be iterable");

    public static CatchableError LengthOfNonArray(JsonValue value) => new(
        ReturnCode.LengthOfNonArray,
        $"the length functor could applied only to an array-like value, but it's applied to '{value}'");

    public static CatchableError StreamTooShort(int size, uint index) => new(
        ReturnCode.LambdaApplication, $"lambda is applied to a stream that have only '{size}' elements, but '{index}' requested");

    public static CatchableError FieldOfStream(string field) => new(
        ReturnCode.LambdaApplication, $"field accessor (with field name = '{field}') can't be applied to a stream");

    public static CatchableError IndexOfNonArray(JsonValue value, uint index) => new(
        ReturnCode.LambdaApplication, $"value '{value}' is not an array-type to match array accessor with idx = '{index}'");

    public static CatchableError NoSuchElement(JsonValue value, uint index) =>
        new(ReturnCode.LambdaApplication, $"value '{value}' does not contain element for idx = '{index}'");

    public static CatchableError NoSuchField(JsonValue value, string field) =>
        new(ReturnCode.LambdaApplication, $"value '{value}' does not contain element with field name = '{field}'");

    public static CatchableError FieldOfNonObject(JsonValue value, string field) => new(
        ReturnCode.LambdaApplication, $"value '{value}' is not an map-type to match field accessor with field_name = '{field}'");

    public static CatchableError IndexIsNotU32(JsonNumber index) =>
        new(ReturnCode.LambdaApplication, $"index accessor `{index} can't be converted to u32`");

    public static CatchableError ScalarAccessorOfWrongType(JsonValue accessor) =>
        new(ReturnCode.LambdaApplication, $"scalar accessor `{accessor}` should has number or string type");

    public static CatchableError StreamAccessorOfWrongType(JsonValue accessor) =>
        new(ReturnCode.LambdaApplication, $"stream accessor `{accessor}` should has number (u32) type");

    public static CatchableError MapAccessorOfWrongType(JsonValue accessor) =>
        new(ReturnCode.LambdaApplication, $"canon stream map accessor `{accessor}` should be either string or number");
}
