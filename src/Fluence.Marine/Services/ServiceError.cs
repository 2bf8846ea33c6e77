namespace Fluence.Marine.Services;

/// <summary>Why a service could not be loaded or called.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Message">The text, that of the original where it has one.</param>
public sealed record ServiceError(ServiceErrorKind Kind, string Message);
