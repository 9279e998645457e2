using Shipkeeper;
using Shipkeeper.Surfaces.Cli;

return await CommandLineProgram.RunAsync(args, Features.All, TimeProvider.System);
