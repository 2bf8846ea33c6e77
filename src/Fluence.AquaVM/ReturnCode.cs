namespace Fluence.AquaVM;

/// <summary>
/// The return codes of an invoke. They are protocol: scripts see those from 10000 in <c>:error:.$.error_code</c>, hosts see all of them.
/// Table with texts: <c>docs/formats/aquavm-codes.md</c>.
/// </summary>
internal static class ReturnCode
{
    public const int Success = 0;

    public const int AirParse = 1;
    public const int DataDecoding = 2;
    public const int EnvelopeDecoding = 3;
    public const int EnvelopeDecodingWithVersions = 4;
    public const int CallResultsDecoding = 5;
    public const int UnsupportedInterpreterVersion = 6;
    public const int MalformedKeyPair = 7;
    public const int CidStoreVerification = 8;
    public const int SignatureVerification = 9;
    public const int SizeLimitExceeded = 10;

    public const int LocalService = 10000;
    public const int MatchValuesNotEqual = 10001;
    public const int MismatchValuesEqual = 10002;
    public const int VariableNotFound = 10003;
    public const int IncompatibleJsonType = 10004;
    public const int FoldIteratesOverNonArray = 10005;
    public const int UserError = 10006;
    public const int LambdaApplication = 10007;
    public const int InvalidErrorObject = 10008;
    public const int VariableNotInitializedAfterNew = 10009;
    public const int LengthOfNonArray = 10010;
    public const int NonStringInTriplet = 10011;
    public const int StreamMapValue = 10012;

    public const int Trace = 20000;
    public const int GenerationCompactification = 20001;
    public const int IntConversion = 20002;
    public const int FoldStateNotFound = 20003;
    public const int IterableShadowing = 20004;
    public const int MultipleIterableValues = 20005;
    public const int CallResultNotCorrespondToInstruction = 20006;
    public const int ShadowingIsNotAllowed = 20007;
    public const int ScalarsStateCorrupted = 20008;
    public const int CidCalculation = 20009;
    public const int ValueForCidNotFound = 20010;
    public const int StreamHasNoSuchGeneration = 20011;
    public const int MalformedCallServiceFailed = 20012;
    public const int StreamSizeLimitExceeded = 20013;
    public const int StreamMapKey = 20014;
    public const int StreamMap = 20015;
    public const int CanonStreamMap = 20016;
    public const int InstructionParametersMismatch = 20017;
    public const int Signing = 20018;
    public const int TetrapletSerialization = 20019;
    public const int CallArgumentsSerialization = 20020;

    /// <summary>More instructions than an invoke may execute. Ours, as the next three.</summary>
    public const int StepLimit = 29000;

    /// <summary>Instructions nested deeper than allowed.</summary>
    public const int DepthLimit = 29001;

    /// <summary>Script and data do not fit in a way on which the original traps.</summary>
    public const int Inconsistent = 29002;

    /// <summary>Values that the script composes are larger together than allowed.</summary>
    public const int ComposedSizeLimit = 29003;

    public const int UnprocessedCallResult = 30000;
    public const int FarewellSigning = 30001;

    /// <summary>An error of the interpreter itself. The original has no code for it: it traps.</summary>
    public const int Internal = 40000;
}
