using System.Reflection.Emit;

namespace Fluence.Wasm.Compilation;

/// <summary>The IL locals of a method that hold intermediate values; one that was read is used again.</summary>
internal sealed class TemporaryPool(ILGenerator il)
{
    private readonly Dictionary<Type, Stack<LocalBuilder>> _free = [];
    private readonly HashSet<LocalBuilder> _pooled = [];

    internal LocalBuilder Take(Type type)
    {
        if (_free.TryGetValue(type, out Stack<LocalBuilder>? free) && free.Count > 0)
        {
            return free.Pop();
        }

        LocalBuilder made = il.DeclareLocal(type);
        _pooled.Add(made);
        return made;
    }

    /// <summary>Gives one back; one that is not of the pool stays as it is.</summary>
    internal void Release(LocalBuilder temporary)
    {
        if (!_pooled.Contains(temporary))
        {
            return;
        }

        if (!_free.TryGetValue(temporary.LocalType, out Stack<LocalBuilder>? free))
        {
            _free[temporary.LocalType] = free = new();
        }

        free.Push(temporary);
    }
}
