namespace Fluence.Wasm.Wasi.Files;

/// <summary>Standard input, output or error.</summary>
internal sealed class StreamDescriptor : Descriptor
{
    public StreamDescriptor(Stream stream)
    {
        Stream = stream;
        Rights = Rights.Stream;
    }

    public Stream Stream { get; }

    public override FileKind Kind => FileKind.CharacterDevice;

    public override FileStat Stat() => new(Kind, 0, 0, 0, 0, 0);
}
