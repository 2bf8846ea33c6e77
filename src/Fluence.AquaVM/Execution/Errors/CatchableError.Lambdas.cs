using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Errors;

/// <content>Errors of lambdas. The odd quotes are the original's.</content>
internal sealed partial class CatchableError
{
    public static CatchableError MapAccessorIsIterator { get; } =
        new(CatchableCode.LambdaApplierError, "canon stream map accessor must not be iterable");

    public static CatchableError LengthOfNonArray(JsonValue value) => new(
        CatchableCode.LengthFunctorAppliedToNotArray,
        $"the length functor could applied only to an array-like value, but it's applied to '{value}'");

    public static CatchableError StreamTooShort(int size, uint index) => new(
        CatchableCode.LambdaApplierError, $"lambda is applied to a stream that have only '{size}' elements, but '{index}' requested");

    public static CatchableError FieldOfStream(string field) => new(
        CatchableCode.LambdaApplierError, $"field accessor (with field name = '{field}') can't be applied to a stream");

    public static CatchableError IndexOfNonArray(JsonValue value, uint index) => new(
        CatchableCode.LambdaApplierError, $"value '{value}' is not an array-type to match array accessor with idx = '{index}'");

    public static CatchableError NoSuchElement(JsonValue value, uint index) =>
        new(CatchableCode.LambdaApplierError, $"value '{value}' does not contain element for idx = '{index}'");

    public static CatchableError NoSuchField(JsonValue value, string field) =>
        new(CatchableCode.LambdaApplierError, $"value '{value}' does not contain element with field name = '{field}'");

    public static CatchableError FieldOfNonObject(JsonValue value, string field) => new(
        CatchableCode.LambdaApplierError, $"value '{value}' is not an map-type to match field accessor with field_name = '{field}'");

    public static CatchableError IndexIsNotU32(JsonNumber index) =>
        new(CatchableCode.LambdaApplierError, $"index accessor `{index} can't be converted to u32`");

    public static CatchableError ScalarAccessorOfWrongType(JsonValue accessor) =>
        new(CatchableCode.LambdaApplierError, $"scalar accessor `{accessor}` should has number or string type");

    public static CatchableError StreamAccessorOfWrongType(JsonValue accessor) =>
        new(CatchableCode.LambdaApplierError, $"stream accessor `{accessor}` should has number (u32) type");

    public static CatchableError MapAccessorOfWrongType(JsonValue accessor) =>
        new(CatchableCode.LambdaApplierError, $"canon stream map accessor `{accessor}` should be either string or number");
}
