using Switchboard.Api.Hosting;
using Switchboard.Settings;
using Switchboard.Storage;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddSwitchboardApi();
    var app = builder.Build();
    app.UseSwitchboardApi();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is InvalidSettingException or StoreException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
