using Shipkeeper.Tests.Files;
using Xunit.Runner.InProc.SystemConsole;

// Tests that run side by side would keep each other away.
Environment.SetEnvironmentVariable("SHIPKEEPER_HOST_LOCK", "");

// Not the entry point that xunit would generate: these tests also start themselves again, as the process that is to be killed or failed.
return args is [Child.Mark, .. var role]
    ? await ChildRoles.PlayAsync(role)
    : await ConsoleRunner.Run(args);
