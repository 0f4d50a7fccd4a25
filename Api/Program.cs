using Switchboard.Api.Hosting;
using Switchboard.Settings;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSwitchboardApi();
    var app = builder.Build();
    app.UseSwitchboardApi();
    await app.RunAsync();
    return 0;
}
catch (InvalidSettingException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
