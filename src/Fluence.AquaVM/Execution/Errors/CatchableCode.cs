namespace Fluence.AquaVM.Execution.Errors;

/// <summary>The codes of errors that scripts can catch.</summary>
internal enum CatchableCode
{
    LocalServiceError = 10000,
    MatchValuesNotEqual = 10001,
    MismatchValuesEqual = 10002,
    VariableNotFound = 10003,
    IncompatibleValueType = 10004,
    FoldIteratesOverNonArray = 10005,
    UserError = 10006,
    LambdaApplierError = 10007,
    InvalidErrorObject = 10008,
    VariableWasNotInitializedAfterNew = 10009,
    LengthFunctorAppliedToNotArray = 10010,
    NonStringValueInTripletResolution = 10011,
    StreamMapError = 10012,
}
