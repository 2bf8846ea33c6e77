namespace Fluence.Marine.Services;

/// <summary>What went wrong, for programs; people read the message.</summary>
public enum ServiceErrorKind
{
    /// <summary>The configuration cannot be used: a module is missing, or a folder cannot be made.</summary>
    InvalidConfig,

    /// <summary>A module is too old, has no usable interface types, or wants what nobody offers.</summary>
    Link,

    /// <summary>There is no module of this name.</summary>
    ModuleMissing,

    /// <summary>The module has no function of this name.</summary>
    FunctionMissing,

    /// <summary>The arguments do not fit the function.</summary>
    Arguments,

    /// <summary>The result does not fit the function's type.</summary>
    Result,

    /// <summary>Values could not be passed into a module or out of it.</summary>
    Adapter,

    /// <summary>The module ended its run itself: it panicked, divided by zero, or left its memory.</summary>
    Trap,

    /// <summary>The module ended its program by <c>proc_exit</c>.</summary>
    Exit,

    /// <summary>Calls nested too deeply.</summary>
    StackExhausted,

    /// <summary>The fuel that the call was given is used up.</summary>
    OutOfFuel,

    /// <summary>A module wanted more memory than the service may have, and then failed.</summary>
    OutOfMemory,

    /// <summary>The call was cancelled.</summary>
    Interrupted,
}
