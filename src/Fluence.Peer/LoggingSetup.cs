using Fluence.Peer.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Fluence.Peer;

/// <summary>Makes the loggers that a configuration asks for. Log lines go to stderr; stdout belongs to answers.</summary>
public static class LoggingSetup
{
    /// <summary>Makes the loggers. Dispose the factory to write out what is still buffered.</summary>
    public static ILoggerFactory Create(PeerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(Enum.Parse<LogLevel>(config.LogLevel, ignoreCase: true));
            if (config.LogFormat == "json")
            {
                logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
            }
            else
            {
                logging.AddSimpleConsole(text =>
                {
                    text.SingleLine = true;
                    text.UseUtcTimestamp = true;
                    text.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
                    text.ColorBehavior = LoggerColorBehavior.Disabled;
                });
            }

            logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        });
    }
}
