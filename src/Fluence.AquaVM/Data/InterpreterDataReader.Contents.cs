namespace Fluence.AquaVM.Data;

/// <content>What stores hold. Each kind is a structure, so that reading a store is compiled for it, without a call by reference.</content>
internal ref partial struct InterpreterDataReader
{
    /// <summary>One kind of content.</summary>
    private interface IContent<T>
        where T : class
    {
        /// <summary>Its size in bytes.</summary>
        static abstract int Size { get; }

        /// <summary>An object as this kind; null if it is another.</summary>
        static abstract T? As(object shared);

        /// <summary>Reads it.</summary>
        static abstract T Read(ref InterpreterDataReader reader, int position, DataCid cid, T? known);
    }

    private readonly struct ValueContent : IContent<VmValue>
    {
        public static int Size => Layout.RawValue;

        public static VmValue? As(object shared) => shared as VmValue;

        public static VmValue Read(ref InterpreterDataReader reader, int position, DataCid cid, VmValue? known) =>
            reader.ReadValue(position, cid, known);
    }

    private readonly struct TetrapletContent : IContent<SecurityTetraplet>
    {
        public static int Size => Layout.Tetraplet;

        public static SecurityTetraplet? As(object shared) => shared as SecurityTetraplet;

        public static SecurityTetraplet Read(ref InterpreterDataReader reader, int position, DataCid cid, SecurityTetraplet? known) =>
            Same(reader.ReadTetraplet(position), known);
    }

    private readonly struct CanonElementContent : IContent<CanonElementAggregate>
    {
        public static int Size => Layout.CanonElement;

        public static CanonElementAggregate? As(object shared) => shared as CanonElementAggregate;

        public static CanonElementAggregate Read(
            ref InterpreterDataReader reader, int position, DataCid cid, CanonElementAggregate? known) =>
            reader.ReadCanonElement(position, known);
    }

    private readonly struct CanonResultContent : IContent<CanonResultAggregate>
    {
        public static int Size => Layout.CanonResult;

        public static CanonResultAggregate? As(object shared) => shared as CanonResultAggregate;

        public static CanonResultAggregate Read(
            ref InterpreterDataReader reader, int position, DataCid cid, CanonResultAggregate? known) =>
            reader.ReadCanonResult(position, known);
    }

    private readonly struct ServiceResultContent : IContent<ServiceResultAggregate>
    {
        public static int Size => Layout.ServiceResult;

        public static ServiceResultAggregate? As(object shared) => shared as ServiceResultAggregate;

        public static ServiceResultAggregate Read(
            ref InterpreterDataReader reader, int position, DataCid cid, ServiceResultAggregate? known) =>
            reader.ReadServiceResult(position, known);
    }
}
