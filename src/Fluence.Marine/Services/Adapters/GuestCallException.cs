namespace Fluence.Marine.Services.Adapters;

/// <summary>A function of a module did not return. The message is the reason in the words of the original's engine.</summary>
internal sealed class GuestCallException(string reason, Exception cause) : Exception(reason, cause);
