namespace Fluence.AquaVM.Data;

/// <summary>Sizes and field offsets, in bytes, of interpreter data 0.17 in its rkyv archive. Everything is aligned to 4.</summary>
internal static class Layout
{
    public const int Alignment = 4;

    public const int Root = 60;
    public const int Trace = 0;
    public const int LastCallRequestId = 8;
    public const int Values = 12;
    public const int Tetraplets = 20;
    public const int CanonElements = 28;
    public const int CanonResults = 36;
    public const int ServiceResults = 44;
    public const int Signatures = 52;

    /// <summary>A pointer with a length: text, bytes, arrays and CIDs.</summary>
    public const int Slice = 8;

    /// <summary>A string, which may hold short text inside.</summary>
    public const int String = 8;

    public const int State = 24;
    public const int StoreEntry = Slice + 4;
    public const int SignatureEntry = 2 * Slice;
    public const int FoldLore = 12;
    public const int SubTrace = 8;
    public const int RawValue = Slice;
    public const int Tetraplet = 4 * String;
    public const int CanonElement = 28;
    public const int CanonResult = 16;
    public const int ServiceResult = 24;

    /// <summary>Tags of states.</summary>
    public static class StateTag
    {
        public const int Par = 0;
        public const int Call = 1;
        public const int Fold = 2;
        public const int Ap = 3;
        public const int Canon = 4;
        public const int Count = 5;
    }

    /// <summary>Tags of calls and, without the last one, of canonical streams.</summary>
    public static class ResultTag
    {
        public const int SentBy = 0;
        public const int Executed = 1;
        public const int Failed = 2;
        public const int CanonCount = 2;
        public const int CallCount = 3;
    }

    /// <summary>Tags of the results of executed calls.</summary>
    public static class ValueTag
    {
        public const int Scalar = 0;
        public const int Stream = 1;
        public const int Unused = 2;
        public const int Count = 3;
    }

    /// <summary>Tags of who sent a request: a peer, or a peer to its own host under a call id.</summary>
    public static class SenderTag
    {
        public const int Peer = 0;
        public const int PeerWithCallId = 1;
        public const int Count = 2;
    }
}
