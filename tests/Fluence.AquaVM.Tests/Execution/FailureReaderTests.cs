using Fluence.AquaVM.Execution.Instructions;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Tests.Execution;

public sealed class FailureReaderTests
{
    [Theory]
    [InlineData("{\"message\":\"m\",\"ret_code\":7}", 7, "m")]
    [InlineData("{\"message\":\"\",\"more\":[],\"ret_code\":-2147483648}", int.MinValue, "")]
    [InlineData("[3,\"three\"]", 3, "three")]
    public void A_failure_is_an_object_or_an_array_of_code_and_message(string json, int code, string message) =>
        Assert.Equal((code, message), FailureReader.Read(JsonValue.Parse(json)));

    [Theory]
    [InlineData("null", "invalid type: null, expected struct CallServiceFailed")]
    [InlineData("true", "invalid type: boolean `true`, expected struct CallServiceFailed")]
    [InlineData("\"a\\n\"", "invalid type: string \"a\\n\", expected struct CallServiceFailed")]
    [InlineData("[]", "invalid length 0, expected struct CallServiceFailed with 2 elements")]
    [InlineData("[1]", "invalid length 1, expected struct CallServiceFailed with 2 elements")]
    [InlineData("[1,\"a\",2]", "invalid length 3, expected fewer elements in array")]
    [InlineData("[1e2,\"a\"]", "invalid type: floating point `100`, expected i32")]
    [InlineData("[1e-7,\"a\"]", "invalid type: floating point `0.0000001`, expected i32")]
    [InlineData("[1.5e20,\"a\"]", "invalid type: floating point `150000000000000000000`, expected i32")]
    [InlineData("{\"message\":1,\"ret_code\":[]}", "invalid type: integer `1`, expected a string")]
    [InlineData("{\"message\":\"m\",\"ret_code\":{}}", "invalid type: map, expected i32")]
    [InlineData("{\"message\":\"m\",\"ret_code\":2147483648}", "invalid value: integer `2147483648`, expected i32")]
    [InlineData("{\"ret_code\":1}", "missing field `message`")]
    [InlineData("{}", "missing field `ret_code`")]
    public void Anything_else_is_code_20012_with_the_text_of_the_original(string json, string error)
    {
        var exception = Assert.Throws<UncatchableException>(() => FailureReader.Read(JsonValue.Parse(json)));
        Assert.Equal((ReturnCode.MalformedCallServiceFailed, $"failed to deserialize to CallServiceFailed: {error}"), (exception.Code, exception.Message));
    }
}
