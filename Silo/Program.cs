using Microsoft.AspNetCore.Builder;
using Switchboard.Silo;
using Switchboard.Silo.Hosting;

try
{
    // Settings lie beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    if (GrainHosting.HeadlessObstacle(builder.Configuration) is { } obstacle)
    {
        await Console.Error.WriteLineAsync(obstacle);
        return 1;
    }

    builder.AddSwitchboardSilo();
    await using var app = builder.Build();
    app.UseSwitchboardSilo();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartFailures.Sentence(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
