using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Preparation;

/// <summary>The versions that written data announce.</summary>
/// <param name="Data">Of the format.</param>
/// <param name="Interpreter">Of the interpreter.</param>
internal sealed record AnnouncedVersions(SemanticVersion Data, SemanticVersion Interpreter)
{
    private static readonly SemanticVersion Format = new(0, 17, 2, string.Empty, string.Empty);

    /// <summary>The oldest interpreter whose data are read.</summary>
    public static SemanticVersion LeastInterpreter { get; } = new(0, 61, 0, string.Empty, string.Empty);

    /// <summary>What a version of the original announces.</summary>
    public static AnnouncedVersions Of(AquaVmVersion version) => new(Format, version switch
    {
        AquaVmVersion.V062 => new SemanticVersion(0, 62, 0, string.Empty, string.Empty),
        _ => new SemanticVersion(0, 64, 1, string.Empty, string.Empty),
    });
}
