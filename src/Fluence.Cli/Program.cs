using Fluence.Cli;
using Fluence.Cli.Output;

return await CommandRunner.RunAsync(FluenceCommand.Create(args.FirstOrDefault()), args);
