using Shipkeeper.Scenarios.Language;

// Scenarios wait for containers more than they compute, so more of them run side by side than there are processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(LeftPlatforms))]
