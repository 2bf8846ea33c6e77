using Fluence.Air.Syntax;

namespace Fluence.Air;

/// <summary>Something wrong with a script: where, what, and what to do about it. Messages that AquaVM also has are worded as
/// there.</summary>
internal sealed record AirProblem(Span Span, string Message, string Help)
{
    public static AirProblem UnclosedString(Span span) =>
        new(span, "this string literal has unclosed quote", "close the literal with \"; literals have no escapes");

    public static AirProblem BadCharacter(Span span) => new(
        span,
        "only alphanumeric, '_', and '-' characters are allowed in this position",
        "rename the variable, or put a space or bracket between two words");

    public static AirProblem EmptyName(Span span) =>
        new(span, "a tagged name should be non empty", "write a name after $, %, # or #%");

    public static AirProblem ShortTaggedName(Span span) => new(
        span,
        "a canon name should be non empty",
        "a tagged variable needs a name of at least two letters to be used with a lambda");

    public static AirProblem BadLambdaCharacter(Span span) =>
        new(span, "invalid character in lambda", "a lambda is .length, or .$ followed by .field, .[0] or .[scalar]");

    public static AirProblem BadLambda(Span span) =>
        new(span, "this is not a lambda", "a lambda is .length, or .$ followed by .field, .[0] or .[scalar]");

    public static AirProblem LambdaOnStream(Span span) => new(
        span, "lambda can't be applied to streams in this position", "canon the stream first and apply the lambda to the canonical one");

    public static AirProblem LeadingDot(Span span) => new(
        span,
        "leading dot without any symbols before - please write 0 if it's float or variable name if it's a lambda",
        "write 0.5 for .5");

    public static AirProblem BadNumberCharacter(Span span) =>
        new(span, "a digit could contain only digits or one dot", "exponents and suffixes do not exist in AIR");

    public static AirProblem BadInteger(Span span) =>
        new(span, "this is not a 64-bit signed integer", "use a value from -9223372036854775808 to 9223372036854775807");

    public static AirProblem BadFloat(Span span) => new(span, "this is not a number", "write digits, a dot and digits");

    public static AirProblem LongFloat(Span span) => new(
        span, "this float is too big, a float could contain less than 12 digits", "shorten it to 11 characters, sign and dot included");

    public static AirProblem Expected(Span span, string what, string help) => new(span, $"expected {what}", help);

    public static AirProblem TooDeep(Span span, int limit) =>
        new(span, $"instructions are nested more than {limit} deep", "split the script");

    public static AirProblem UndefinedVariable(Span span, string name) =>
        new(span, $"variable '{name}' wasn't defined", $"define {name} further left: as a call's output, by ap, canon or new");

    public static AirProblem UndefinedIterable(Span span, string name) =>
        new(span, $"iterable '{name}' wasn't defined", $"put this next into a fold whose iterator is {name}");

    public static AirProblem MultipleNext(Span span, string name) => new(
        span,
        $"multiple next instructions for iterator '{name}' found for one fold, that is prohibited",
        "leave one next in each fold");

    public static AirProblem NewOnIterator(Span span, string name) => new(
        span, $"new can't be applied to a '{name}' because it's an iterator", "use another name for the new variable");

    public static AirProblem MultipleIterables(Span span, string name) => new(
        span, $"multiple iterable values found for iterator name '{name}'", "use another iterator name in the inner fold");

    public static AirProblem FailCodeZero(Span span) =>
        new(span, "error code 0 with fail is unsupported", "0 means success: use another code");

    public static AirProblem AfterNext(Span span) => new(
        span,
        "fold can not have instructions after next",
        "in folds over streams and maps, move what follows next before it or out of the fold");
}
