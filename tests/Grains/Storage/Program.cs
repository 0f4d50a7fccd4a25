using Switchboard.Tests.Grains.Storage;

// The test runner loads this assembly as a library; started as a program it is the process that the crash tests kill.
return args is [CrashWriter.Command, var database, var where] ? await CrashWriter.RunAsync(database, where) : 1;
