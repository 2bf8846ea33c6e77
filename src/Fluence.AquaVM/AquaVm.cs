namespace Fluence.AquaVM;

/// <summary>Executes AIR scripts over interpreter data.</summary>
public sealed class AquaVm
{
}
