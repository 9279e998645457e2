using Shipkeeper;
using Shipkeeper.Surfaces.Cli;

return await CommandLineProgram.RunAsync(args, FeatureList.All, TimeProvider.System);
