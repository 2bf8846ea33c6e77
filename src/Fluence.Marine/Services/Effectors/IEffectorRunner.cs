namespace Fluence.Marine.Services.Effectors;

/// <summary>Runs programs of the host for modules.</summary>
public interface IEffectorRunner
{
    /// <summary>Runs a program to its end. Failures are results too.</summary>
    EffectorResult Run(EffectorCall call);
}
