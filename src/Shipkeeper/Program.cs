using Shipkeeper;
using Shipkeeper.Surfaces.Cli;
using Shipkeeper.Tools.Processes;

StandardStreams.EnsureOpen();
return await CommandLineProgram.RunAsync(args, FeatureList.All, TimeProvider.System);
