namespace Fluence.Crypto.Curve25519;

/// <summary>A point prepared for being added several times: Y + X, Y - X, Z and 2 d T.</summary>
internal struct NielsPoint
{
    internal FieldElement YPlusX;
    internal FieldElement YMinusX;
    internal FieldElement Z;
    internal FieldElement T2D;

    internal static void From(out NielsPoint result, in ExtendedPoint point)
    {
        FieldElement.Add(out result.YPlusX, in point.Y, in point.X);
        FieldElement.Subtract(out result.YMinusX, in point.Y, in point.X);
        result.Z = point.Z;
        FieldElement.Multiply(out result.T2D, in point.T, in CurveConstants.TwiceD);
    }
}
