using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Fluence.Marine.Services.Effectors;

/// <summary>
/// A program and all that it starts. What it leaves behind has no parent any more by which it could be found, but on Linux everything that
/// it starts inherits a mark in its environment.
/// </summary>
internal sealed class ProcessFamily
{
    private const string Variable = "FLUENCE_EFFECTOR_RUN";
    private const string ProcessFolder = "/proc";

    // who starts processes faster than they are found is not pursued for ever
    private const int MostRounds = 1000;

    private readonly string _mark = Guid.NewGuid().ToString("N");

    /// <summary>Marks a program that is about to be started.</summary>
    public void Mark(ProcessStartInfo start) => start.Environment[Variable] = _mark;

    /// <summary>Ends the program and its descendants. When this returns on Linux, none of them has memory or open files any more.</summary>
    public void End(Process program)
    {
        try
        {
            program.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // it has ended by itself
        }

        EndLeftBehind();
    }

    private void EndLeftBehind()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        byte[] entry = Encoding.UTF8.GetBytes($"{Variable}={_mark}");
        for (int round = 0; round < MostRounds && EndMarked(entry); round++)
        {
            // they are found until they are gone
            Thread.Yield();
        }
    }

    private static bool EndMarked(byte[] entry)
    {
        bool found = false;
        foreach (string folder in Directory.EnumerateDirectories(ProcessFolder))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), out int id) && HasMark(Path.Combine(folder, "environ"), entry))
            {
                found = true;
                Kill(id);
            }
        }

        return found;
    }

    private static bool HasMark(string environment, byte[] entry)
    {
        try
        {
            return File.ReadAllBytes(environment).AsSpan().IndexOf(entry) >= 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // it has ended, or is somebody else's
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // it has ended by itself
        }
    }
}
