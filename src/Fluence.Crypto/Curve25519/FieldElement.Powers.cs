namespace Fluence.Crypto.Curve25519;

/// <content>Powers by fixed chains of squarings and products, the same for every element.</content>
internal partial struct FieldElement
{
    /// <summary>The inverse, x to the power of p - 2; zero for zero.</summary>
    internal static void Invert(out FieldElement result, in FieldElement x)
    {
        PowerOf2To250Minus1(out FieldElement power, out FieldElement power11, in x);
        SquareTimes(out power, in power, 5);
        Multiply(out result, in power, in power11);
    }

    /// <summary>x to the power of (p - 5) / 8 = 2^252 - 3, the heart of a square root.</summary>
    internal static void PowerOf2To252Minus3(out FieldElement result, in FieldElement x)
    {
        FieldElement original = x;
        PowerOf2To250Minus1(out FieldElement power, out _, in x);
        SquareTimes(out power, in power, 2);
        Multiply(out result, in power, in original);
    }

    private static void PowerOf2To250Minus1(out FieldElement result, out FieldElement power11, in FieldElement x)
    {
        Square(out FieldElement power2, in x);
        SquareTimes(out FieldElement power9, in power2, 2);
        Multiply(out power9, in power9, in x);
        Multiply(out power11, in power9, in power2);
        Square(out FieldElement power22, in power11);

        // ones(n) is x to the power of 2^n - 1
        Multiply(out FieldElement ones5, in power22, in power9);
        Append(out FieldElement ones10, in ones5, in ones5, 5);
        Append(out FieldElement ones20, in ones10, in ones10, 10);
        Append(out FieldElement ones40, in ones20, in ones20, 20);
        Append(out FieldElement ones50, in ones40, in ones10, 10);
        Append(out FieldElement ones100, in ones50, in ones50, 50);
        Append(out FieldElement ones200, in ones100, in ones100, 100);
        Append(out result, in ones200, in ones50, 50);
    }

    private static void Append(out FieldElement result, in FieldElement ones, in FieldElement more, int count)
    {
        SquareTimes(out FieldElement shifted, in ones, count);
        Multiply(out result, in shifted, in more);
    }
}
