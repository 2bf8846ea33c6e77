using System.Text;

namespace Fluence.AquaVM.Preparation;

/// <summary>Checks sizes against the limits of the host. Exceeding one raises a flag, and ends the invoke when limits are hard.</summary>
internal static class SizeLimitCheck
{
    /// <summary>Checks the script, then the incoming data.</summary>
    public static void CheckInput(string air, int dataSize, SizeLimits limits, ref SizeLimitFlags flags)
    {
        // a UTF-8 text has at least as many bytes as the string has chars, and at most three times as many
        if ((ulong)air.Length * 3 > limits.Air)
        {
            int airSize = Encoding.UTF8.GetByteCount(air);
            Check((ulong)airSize, limits.Air, limits, SizeLimitFlags.Air, ref flags, () =>
                $"air size: {airSize} bytes is bigger than the limit allowed: {limits.Air} bytes");
        }

        Check((ulong)dataSize, limits.Particle, limits, SizeLimitFlags.Particle, ref flags, () =>
            $"Current_data particle size: {dataSize} bytes is bigger than the limit allowed: {limits.Particle} bytes");
    }

    /// <summary>Checks each call result.</summary>
    public static void CheckCallResults(IReadOnlyDictionary<uint, CallResult> results, SizeLimits limits, ref SizeLimitFlags flags)
    {
        foreach ((_, CallResult result) in results)
        {
            if ((ulong)result.Result.Length * 3 > limits.CallResult && (ulong)Encoding.UTF8.GetByteCount(result.Result) > limits.CallResult)
            {
                Check(ulong.MaxValue, limits.CallResult, limits, SizeLimitFlags.CallResult, ref flags, () =>
                    $"Call result size is bigger than the limit allowed: {limits.CallResult} bytes");
                return;
            }
        }
    }

    private static void Check(
        ulong size, ulong limit, SizeLimits limits, SizeLimitFlags flag, ref SizeLimitFlags flags, Func<string> message)
    {
        if (size <= limit)
        {
            return;
        }

        flags |= flag;
        if (limits.Hard)
        {
            throw new UncatchableException(ReturnCode.SizeLimitExceeded, message());
        }
    }
}
