using System.Diagnostics;
using Fluence.Crypto;
using Fluence.Crypto.Curve25519;

namespace Fluence.Benchmarks;

/// <summary>Ed25519: microseconds for signing and for verifying with a new and with a known key, ours and libcrypto's taking turns.</summary>
internal static class SignatureBenchmark
{
    private const int MessageLength = 200;
    private const int Rounds = 200;
    private const int CallsPerRound = 20;
    private const int WarmUpRounds = 50;

    /// <summary>Measures and prints; the exit code is 1 where libcrypto is missing.</summary>
    internal static int Run()
    {
        if (!OpenSsl.IsAvailable || !Crypto.Ed25519.IsFast)
        {
            Console.Error.WriteLine("this benchmark compares with libcrypto 3, on a processor with a fast 64-bit multiplication");
            return 1;
        }

        byte[] seed = new byte[KeyPair.SeedLength], message = new byte[MessageLength];
        new Random(25519).NextBytes(seed);
        new Random(8032).NextBytes(message);
        ExpandedKey ours = new(seed);
        Crypto.Ed25519.OpenSslSigningKey theirs = new(seed);
        byte[] key = ours.PublicKey, signature = ours.Sign(message);
        KeyTableCache known = new();
        for (int use = 0; use < 3; use++)
        {
            Verifier.Verify(key, message, signature, known);
        }

        Console.WriteLine($"Ed25519, a message of {MessageLength} bytes, median of {Rounds} rounds of {CallsPerRound} calls, in microseconds");
        Console.WriteLine($"{"",-26}{"ours",10}{"libcrypto",12}{"ratio",8}");
        Compare("sign", () => ours.Sign(message).Length == 64, () => theirs.Sign(message).Length == 64);
        Compare(
            "verify with a new key",
            () => Verifier.VerifyWithoutTable(key, message, signature),
            () => OpenSsl.VerifyEd25519(key, message, signature));
        Compare(
            "verify with a known key",
            () => Verifier.Verify(key, message, signature, known),
            () => OpenSsl.VerifyEd25519(key, message, signature));
        Compare("make the table of a key", () => MakeTable(key), () => OpenSsl.VerifyEd25519(key, message, signature));
        return 0;
    }

    private static bool MakeTable(byte[] key) =>
        ExtendedPoint.TryDecode(key, out ExtendedPoint point) && DoubleMultiplication.BuildComb(in point).Length > 0;

    private static void Compare(string name, Func<bool> ours, Func<bool> theirs)
    {
        List<double> ourTimes = [], theirTimes = [];
        for (int round = -WarmUpRounds; round < Rounds; round++)
        {
            double ourTime = Measure(ours), theirTime = Measure(theirs);
            if (round >= 0)
            {
                ourTimes.Add(ourTime);
                theirTimes.Add(theirTime);
            }
        }

        double our = Median(ourTimes), their = Median(theirTimes);
        Console.WriteLine($"{name,-26}{our,10:F1}{their,12:F1}{their / our,7:F1}x");
    }

    private static double Measure(Func<bool> call)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < CallsPerRound; i++)
        {
            if (!call())
            {
                throw new InvalidOperationException("a valid signature was refused");
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsPerRound;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
