using Fluence.Marine.Configuration;
using Fluence.Marine.Services;

namespace Fluence.Services.Modules;

/// <summary>A module of the store, ready for services.</summary>
/// <param name="Config">Its name, under which other modules import from it, and what it may do.</param>
/// <param name="Module">Its code.</param>
internal sealed record StoredModule(ModuleConfig Config, CompiledServiceModule Module);
