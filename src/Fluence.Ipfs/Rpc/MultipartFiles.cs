using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Fluence.Ipfs.Rpc;

/// <summary>A file or directory of a request.</summary>
/// <param name="Path">Its names; none for a file without a name.</param>
/// <param name="Content">Its contents; null for a directory. To be read before the next one is asked for.</param>
internal readonly record struct MultipartFile(string[] Path, Stream? Content);

/// <summary>Reads the files of a request, <c>multipart/form-data</c>, as they come.</summary>
internal static class MultipartFiles
{
    private const int MaxHeaders = 32, MaxHeaderBytes = 16 * 1024, MaxBoundary = 256;

    /// <exception cref="RpcException">The request has no files, or is malformed.</exception>
    public static async IAsyncEnumerable<MultipartFile> ReadAsync(
        HttpRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary)
        {
            throw new RpcException("file argument is required: expected a body of multipart/form-data");
        }

        MultipartReader reader = new(boundary, request.Body) { HeadersCountLimit = MaxHeaders, HeadersLengthLimit = MaxHeaderBytes };
        while (await NextAsync(reader, cancellation) is { } section)
        {
            string[] path = PathOf(section);
            string kind = section.ContentType ?? "";
            yield return kind.StartsWith("application/x-directory", StringComparison.OrdinalIgnoreCase) ? new MultipartFile(path, null)
                : kind.StartsWith("application/symlink", StringComparison.OrdinalIgnoreCase)
                    ? throw new RpcException("symbolic links are not taken here")
                : new MultipartFile(path, section.Body);
        }
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellation);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RpcException($"the body is no multipart/form-data, or was cut: {wrong.Message}");
        }
    }

    private static string[] PathOf(MultipartSection section)
    {
        string name = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.FileName).Value ?? "" : "";
        string[] names = Uri.UnescapeDataString(name).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Length > Limits.PathLength || names.Any(part => part is "." or ".." || part.Contains('\0', StringComparison.Ordinal))
            ? throw new RpcException($"'{name}' is no name of a file") : names;
    }
}
