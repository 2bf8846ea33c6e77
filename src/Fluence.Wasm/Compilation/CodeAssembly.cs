using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Fluence.Wasm.Compilation;

/// <summary>A collectible assembly of compiled methods, each in a type of its own so that it can be made when it is needed.</summary>
internal sealed class CodeAssembly
{
    private readonly ModuleBuilder _module;

    // a function pointer alone keeps nothing alive
    private readonly List<Type> _types = [];

    internal CodeAssembly()
    {
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("WebAssembly"), AssemblyBuilderAccess.RunAndCollect);
        _module = assembly.DefineDynamicModule("code");
        Type accessAttribute = DefineAccessAttribute();
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            accessAttribute.GetConstructors()[0], [typeof(CodeAssembly).Assembly.GetName().Name!]));
        Assembly = accessAttribute.Assembly;
    }

    /// <summary>The assembly as stack traces show it.</summary>
    internal Assembly Assembly { get; }

    /// <summary>Makes a method and returns its entry point.</summary>
    internal nint Define(string name, Type returned, Type[] parameters, Action<ILGenerator, MethodInfo> emit)
    {
        TypeBuilder type = _module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Abstract);
        MethodBuilder method = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, returned, parameters);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
        emit(method.GetILGenerator(), method);
        Type made = type.CreateType();
        _types.Add(made);
        RuntimeMethodHandle handle = made.GetMethod(name)!.MethodHandle;
        RuntimeHelpers.PrepareMethod(handle);
        return handle.GetFunctionPointer();
    }

    /// <summary>The runtime lets an assembly with this attribute use the internal members of the assembly that it names.</summary>
    private Type DefineAccessAttribute()
    {
        TypeBuilder type = _module.DefineType(
            "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", TypeAttributes.Public, typeof(Attribute));
        ConstructorBuilder constructor = type.DefineConstructor(
            MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]);
        constructor.GetILGenerator().Emit(OpCodes.Ret);
        return type.CreateType();
    }
}
