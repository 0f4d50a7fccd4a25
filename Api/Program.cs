using Switchboard.Api.Demo;
using Switchboard.Api.Hosting;
using Switchboard.Silo;

try
{
    var demo = DemoOptions.Take(ref args);
    // Settings lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var demoFolder = demo is null ? null : DemoHost.Prepare(builder);
    builder.AddSwitchboardApi();
    var app = builder.Build();
    app.UseSwitchboardApi();
    if (demo is null)
    {
        await app.RunAsync();
        return 0;
    }

    DemoHost.Map(app);
    var code = await DemoHost.RunAsync(app, demo);
    await app.DisposeAsync();
    Directory.Delete(demoFolder!, recursive: true);
    return code;
}
catch (Exception exception) when (StartFailures.Sentence(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
